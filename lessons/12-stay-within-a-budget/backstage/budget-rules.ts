import type { Run } from '@overlap/mock-server'
import { carries, ending, fc, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { RESULT, type Played } from './play.ts'
import { down, draws, expectedOf, type Expected, type Scene } from './scene.ts'
import { waitedForTokens, waitedOtherwise } from './wait-rules.ts'

/** One rule of `keepTrying`. */
export interface Rule {
  readonly drawn: fc.Arbitrary<Scene>
  readonly first: readonly Scene[]
  readonly judge: (run: Run<Played[]>, scene: Scene) => void
}

/** What was seen, unless nothing can be seen. */
export function playedIn(run: Run<Played[]>): Played[] {
  diagnose(run, [
    [run.outcome === 'never-settles', run.diagnosis ?? ''],
    [run.outcome === 'rejected', `Playing the scene threw ${shown(run.reason)}.`],
  ])
  const [first] = run.value
  diagnose(run, [
    [
      first?.numbers.length === 0 && first.end.status === 'fulfilled',
      `\`keepTrying\` never called \`work\`, and resolved with ${shown(valueOf(first))}.`,
    ],
  ])
  return run.value
}

export const valueOf = (played: Played | undefined): unknown =>
  played?.end.status === 'fulfilled' ? played.end.value : undefined

export const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)
const retriesText = (n: number): string =>
  n === 0 ? 'no retry' : n === 1 ? '1 retry' : `${n} retries`

/** Each call deposits once, and each retry withdraws. Only what `shouldRetry` allows is retried. */
export const withdrawsForRetries: Rule = {
  drawn: fc.record({
    failures: draws.failures,
    latencyMs: draws.latencyMs,
    waitsMs: draws.waitsMs,
    retries: draws.retries,
    grants: draws.grants,
    callers: fc.constantFrom(1, 1, 2, 3),
    noFrom: fc.constantFrom(undefined, undefined, 1, 2, 3),
  }),
  first: [
    { ...down, failures: 1 },
    { ...down, grants: 99 },
    { ...down, grants: 1 },
    { ...down, grants: 0 },
    { ...down, callers: 3, grants: 2 },
    { ...down, noFrom: 1 },
    { ...down, noFrom: 2 },
    { ...down, noFrom: 1, throws: [new DOMException('slow', 'TimeoutError')] },
    { ...down, byDefault: 'permanent' },
    { ...down, byDefault: 'transient' },
  ],
  judge(run, scene) {
    const all = playedIn(run)
    const expected = expectedOf(scene)
    for (const played of all) {
      const { deposits, depositsAtStart, withdrawals, withdrawalsAtStart, numbers } = played
      const retries = numbers.length - 1
      diagnose(run, [
        [
          numbers.length === 0,
          `\`keepTrying\` never called \`work\`, and ${ending(played.end)}. \`deadlineMs\` was \`Infinity\`: ` +
            'no deadline.',
        ],
        [
          played.settledMs <= 1 && scene.latencyMs > 1 && played.end.status === 'rejected',
          `\`keepTrying\` ${ending(played.end)} after ${played.settledMs} ms, before the first attempt ended. ` +
            '`deadlineMs` was `Infinity`: no deadline. A timer of `Infinity` ms fires after 1 ms.',
        ],
        [
          deposits === 0 && withdrawals.length === 0 && retries > 0,
          `\`work\` failed and ${retriesText(retries)} followed, but \`keepTrying\` never used the budget. ` +
            "`retries` limits one call. Only the budget limits the retries of all calls: don't retry unless " +
            '`budget.withdraw()` returns `true`.',
        ],
        [
          deposits === 0,
          '`keepTrying` never called `budget.deposit()`. Without deposits the budget is empty after its first ' +
            'few retries, and stays empty. Deposit once for each call of `keepTrying`.',
        ],
        [
          deposits > 1 && deposits === numbers.length,
          `\`keepTrying\` deposited for each of its ${numbers.length} attempts. Then retries refill the budget ` +
            'that should limit them. Deposit once for each call of `keepTrying`.',
        ],
        [
          deposits !== 1,
          `One call of \`keepTrying\` deposited ${times(deposits)}. Deposit once for each call.`,
        ],
        [
          depositsAtStart === 0,
          'The first attempt began before the deposit. Deposit first, however the call ends: one that fails ' +
            'deposits, too.',
        ],
        [
          retries > 0 && withdrawals.length === 0,
          `\`work\` failed, and ${retriesText(retries)} followed, but \`budget.withdraw()\` was never called. ` +
            "Don't retry unless it returns `true`. If your code has that call, look whether the caller's " +
            '`shouldRetry` replaced yours.',
        ],
        [
          withdrawalsAtStart > 0,
          '`budget.withdraw()` was called before the first attempt. The first attempt is free. Withdraw only before a retry.',
        ],
        ...retriedAgainstAdvice(played, scene),
        ...waitedForTokens(played),
        [
          retries > 1 && withdrawals.filter(Boolean).length >= 2 * retries,
          `\`withdraw()\` returned \`true\` ${times(withdrawals.filter(Boolean).length)} for ` +
            `${retriesText(retries)}. Withdraw once for each retry.`,
        ],
        [
          withdrawals.includes(false) && retries > withdrawals.filter(Boolean).length,
          '`budget.withdraw()` returned `false`, but a retry still followed. If the budget is empty, ' +
            'reject with the error of the last attempt.',
        ],
      ])
    }
    const allowed = all.flatMap(({ withdrawals }) => withdrawals).filter(Boolean).length
    const made = all.reduce((sum, { numbers }) => sum + numbers.length - 1, 0)
    diagnose(run, [
      [
        made > allowed,
        `The budget allowed ${retriesText(allowed)}, and there were ${made}. Withdraw before each retry.`,
      ],
    ])
    if (all.length > 1) return
    const [played] = all as [Played]
    const { numbers, settledMs } = played
    diagnose(run, [
      [
        numbers.length !== expected.attempts,
        `Expected ${expected.attempts} attempts, because ${whyIn(scene)}, but saw ` +
          `${numbers.length}.`,
      ],
      ...wrongEnding(played, expected.end),
      ...waitedOtherwise(played, scene),
      [
        expected.stop === 'budget' && settledMs > expected.settledMs,
        `The budget was empty when attempt ${numbers.length} failed at ${expected.settledMs} ms, but your caller ` +
          `waited until ${settledMs} ms. Withdraw before the wait. If that returns \`false\`, reject at once.`,
      ],
    ])
  },
}

function whyIn(scene: Scene): string {
  const { retries = 2, failures } = scene
  const { stop } = expectedOf(scene)
  if (stop === 'budget') return `the budget allows ${retriesText(scene.grants)}`
  if (stop === 'shouldRetry') return '`shouldRetry` returned `false`'
  if (stop === 'retries')
    return `\`retries\` is ${retries}${scene.retries === undefined ? ' by default' : ''}`
  return failures === 0 ? 'the first one succeeds' : `attempt ${failures + 1} succeeds`
}

/** The budget is one more condition for a retry: it doesn't replace `shouldRetry`. */
function retriedAgainstAdvice(played: Played, scene: Scene): [boolean, string][] {
  const { numbers, judged, withdrawals } = played
  const { attempts, stop } = expectedOf(scene)
  const retries = retriesText(numbers.length - 1)
  const isWrong = stop === 'shouldRetry' && numbers.length > attempts
  const isOther = !scene.callers && !scene.byDefault && numbers.length !== attempts
  const isUnasked = isOther && judged.length === 0
  return [
    [
      isWrong && scene.byDefault === 'permanent',
      `The error wasn't transient, but ${retries} followed. If the options have no \`shouldRetry\`, lesson ` +
        "10's `isTransient` decides, and the budget after it.",
    ],
    [
      isUnasked && scene.throws !== undefined,
      `\`work\` failed with a transient error, and ${retries} followed, though the caller's \`shouldRetry\` allows ` +
        'none. A transient error is no exception: `isTransient` counts only if the caller passes no `shouldRetry`.',
    ],
    [
      isUnasked && numbers.length > attempts,
      `\`work\` failed and ${retries} followed, but your code never called the caller's \`shouldRetry\`. Retry ` +
        'only if both `shouldRetry` and the budget allow it.',
    ],
    [
      isUnasked,
      `\`work\` failed and ${retries} followed. The caller's \`shouldRetry\` allows more, but your code never called ` +
        "it. Lesson 10's `isTransient` is only its default: don't ask it if the caller passes a `shouldRetry`.",
    ],
    [
      isOther && numbers.length < attempts && withdrawals.length < judged.length,
      `The caller's \`shouldRetry\` returned \`true\` after attempt ${judged.length}, but no retry followed, and ` +
        '`withdraw()` was not called. Only these two decide. Look for another condition, such as ' +
        "lesson 10's `isTransient`, which is only the default of `shouldRetry`.",
    ],
    [
      isWrong,
      `\`shouldRetry\` returned \`false\` after attempt ${scene.noFrom}, but another attempt followed. Retry only ` +
        'if both `shouldRetry` and the budget allow it.',
    ],
  ]
}

/** What to say if a call that neither aborted nor timed out didn't end as its last attempt did. */
export function wrongEnding(played: Played, end: Expected['end']): [boolean, string][] {
  const last = played.errors.at(-1)
  const reason = reasonOf(played.end)
  return [
    [
      end === 'value' && played.end.status === 'rejected',
      `An attempt succeeded, but \`keepTrying\` ${ending(played.end)}.`,
    ],
    [
      end === 'value' && valueOf(played) !== RESULT,
      `\`work\` returned ${shown(RESULT)}, but \`keepTrying\` ${ending(played.end)}. Return what \`work\` returns.`,
    ],
    [
      end === 'error' && played.end.status === 'fulfilled',
      `Every attempt failed, but \`keepTrying\` ${ending(played.end)}. Reject with the error of the last attempt.`,
    ],
    [
      end === 'error' && !Object.is(reason, last) && carries(reason, last),
      `The last attempt failed with ${shown(last)}, but \`keepTrying\` ${ending(played.end)}, which wraps it. Throw ` +
        "the error itself, as lesson 10's `retry` does: your caller may look for its class or its `status`.",
    ],
    [
      end === 'error' && !Object.is(reason, last),
      `The last attempt failed with ${shown(last)}, but \`keepTrying\` ${ending(played.end)}. Reject with the ` +
        'error of the last attempt, so that the caller learns what went wrong.',
    ],
  ]
}
