import type { Run } from '@overlap/mock-server'
import { carries, fc, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { RESULT, type Played } from './play.ts'
import { down, draws, expectedOf, type Expected, type Scene } from './scene.ts'

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

export const reasonOf = (played: Played | undefined): unknown =>
  played?.end.status === 'rejected' ? played.end.reason : undefined

/** How a call ended, in words that follow on "it". */
export const ending = ({ end }: Played): string =>
  end.status === 'fulfilled'
    ? `resolved with ${shown(end.value)}`
    : `rejected with ${shown(end.reason)}`

export const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)
const retriesText = (n: number): string => (n === 1 ? '1 retry' : `${n} retries`)

/** Each call deposits once, and each retry is paid for. */
export const paysForRetries: Rule = {
  drawn: fc.record({
    failures: draws.failures,
    latencyMs: draws.latencyMs,
    waitsMs: draws.waitsMs,
    retries: draws.retries,
    grants: draws.grants,
    callers: fc.constantFrom(1, 1, 2, 3),
  }),
  first: [
    { ...down, grants: 99 },
    { ...down, grants: 1 },
    { ...down, grants: 0 },
    { ...down, failures: 1 },
    { ...down, callers: 3, grants: 2 },
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
          `\`keepTrying\` never called \`work\`, and ${ending(played)}. The deadline was \`Infinity\`: there is ` +
            'none.',
        ],
        [
          deposits === 0 && withdrawals.length === 0 && retries > 0,
          `\`work\` failed and ${retriesText(retries)} followed, but \`keepTrying\` never used the budget. ` +
            "`retries` limits one call; only the budget limits the retries of all calls. Don't retry unless " +
            '`budget.withdraw()` returns `true`.',
        ],
        [
          deposits === 0,
          `\`keepTrying\` never called \`budget.deposit()\`. If no call pays in, the budget is empty after ` +
            'its first few retries, and stays empty. Deposit once for each call of `keepTrying`.',
        ],
        [
          deposits > 1 && deposits === numbers.length,
          `\`keepTrying\` deposited for each of its ${numbers.length} attempts. A retry that pays in helps to ` +
            'pay for the next retry. Deposit once for each call of `keepTrying`.',
        ],
        [
          deposits !== 1,
          `One call of \`keepTrying\` deposited ${times(deposits)}. Deposit once for each call.`,
        ],
        [
          depositsAtStart === 0,
          'The first attempt began before the deposit. Deposit first, so that also a call that ends early ' +
            'pays in.',
        ],
        [
          retries > 0 && withdrawals.length === 0,
          `\`work\` failed, and ${retriesText(retries)} followed, but \`budget.withdraw()\` was never called. ` +
            "`retries` limits one call. Only the budget limits the retries of all calls: don't retry unless it pays.",
        ],
        [
          withdrawalsAtStart > 0,
          '`budget.withdraw()` was called before the first attempt. Only a retry costs anything.',
        ],
        [
          retries > 1 && withdrawals.filter(Boolean).length >= 2 * retries,
          `The budget paid ${times(withdrawals.filter(Boolean).length)} for ${retriesText(retries)}. Withdraw once ` +
            'for each retry.',
        ],
        [
          withdrawals.includes(false) && retries > withdrawals.filter(Boolean).length,
          '`budget.withdraw()` returned `false`, and a retry followed all the same. If the budget is empty, ' +
            'reject with the error of the last attempt.',
        ],
      ])
    }
    const paid = all.flatMap(({ withdrawals }) => withdrawals).filter(Boolean).length
    const made = all.reduce((sum, { numbers }) => sum + numbers.length - 1, 0)
    diagnose(run, [
      [
        made > paid,
        `The budget paid for ${retriesText(paid)}, and there were ${made}. Withdraw 1 before each retry.`,
      ],
    ])
    if (all.length > 1) return
    const [played] = all as [Played]
    const { numbers } = played
    diagnose(run, [
      [
        numbers.length !== expected.attempts,
        `Expected ${expected.attempts} attempts, because ${whyIn(scene)}, but there were ${numbers.length}.`,
      ],
      ...wrongEnding(played, expected.end),
    ])
  },
}

function whyIn(scene: Scene): string {
  const { retries = 2, failures } = scene
  const { stop } = expectedOf(scene)
  if (stop === 'budget') return `the budget pays for ${retriesText(scene.grants)}`
  if (stop === 'retries')
    return `\`retries\` is ${retries}${scene.retries === undefined ? ' by default' : ''}`
  return failures === 0 ? 'the first one succeeds' : `attempt ${failures + 1} succeeds`
}

/** Says it if a call that neither aborted nor timed out has not ended as its last attempt did. */
export function wrongEnding(played: Played, end: Expected['end']): [boolean, string][] {
  const last = played.errors.at(-1)
  return [
    [
      end === 'value' && played.end.status === 'rejected',
      `An attempt succeeded, but \`keepTrying\` ${ending(played)}.`,
    ],
    [
      end === 'value' && valueOf(played) !== RESULT,
      `\`work\` returned ${shown(RESULT)}, but \`keepTrying\` ${ending(played)}. Return what \`work\` returns.`,
    ],
    [
      end === 'error' && played.end.status === 'fulfilled',
      `Every attempt failed, but \`keepTrying\` ${ending(played)}. Reject with the error of the last attempt.`,
    ],
    [
      end === 'error' && !carries(reasonOf(played), last),
      `The last attempt failed with ${shown(last)}, but \`keepTrying\` ${ending(played)}. Reject with the ` +
        'error of the last attempt, so that the caller learns what went wrong.',
    ],
  ]
}
