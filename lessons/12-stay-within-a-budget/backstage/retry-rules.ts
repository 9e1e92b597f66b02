import { ending, fc, isSame, reasonOf, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playedIn, times, valueOf, type Rule } from './budget-rules.ts'
import { RESULT, type Played } from './play.ts'
import { down, draws, expectedOf, waitOf, type Expected } from './scene.ts'

/** Everything that `retry` guarantees still holds. */
export const staysRetry: Rule = {
  drawn: fc
    .record({
      failures: draws.failures,
      latencyMs: draws.latencyMs,
      waitsMs: draws.waitsMs,
      retries: draws.retries,
      grants: fc.constant(99),
      noFrom: fc.constantFrom(undefined, undefined, 1, 2),
      asksLater: fc.boolean(),
      byDefault: fc.constantFrom(undefined, undefined, undefined, 'transient', 'permanent'),
      throws: fc.option(fc.tuple(draws.reason), { nil: undefined }),
      throwsAtOnce: fc.boolean(),
      abortMs: fc.oneof(fc.constant(undefined), fc.constant(-1), draws.abortMs),
      reason: draws.reason,
      isDeaf: fc.constantFrom(false, false, true),
    })
    .map((scene) => (scene.byDefault ? { ...scene, throws: undefined, noFrom: undefined } : scene)),
  first: [
    { ...down, abortMs: 53, reason: { why: 'the user left the page' } },
    { ...down, waitsMs: [1000], abortMs: 503, reason: { why: 'the user left the page' } },
    { ...down, failures: 2, retries: undefined, byDefault: 'transient' },
    { ...down, byDefault: 'permanent' },
    { ...down, noFrom: 1, asksLater: true },
    { ...down, throwsAtOnce: true },
  ],
  judge(run, scene) {
    const { reason, byDefault, abortMs = 0, noFrom, retries } = scene
    diagnose(
      run,
      run.leftovers
        .filter(({ kind }) => kind === 'throw')
        .map(() => [
          true,
          'An attempt threw before it returned a promise, and `keepTrying` threw, too.',
        ]),
    )
    const [played] = playedIn(run) as [Played]
    const { numbers, settledMs, errors, judged } = played
    const expected = expectedOf(scene)
    const last = errors.at(-1)
    const isAbort = expected.end === 'reason'
    const attempts = `there were ${numbers.length} attempts instead of ${expected.attempts}`
    diagnose(run, [
      [
        isAbort && abortMs < 0 && numbers.length > 0,
        "The caller's signal had been aborted before the call, but `work` was still called.",
      ],
      [
        isAbort && settledMs > Math.max(0, abortMs),
        `The caller aborted at ${abortMs} ms, but \`keepTrying\` went on until ${settledMs} ms. Pass the ` +
          "caller's signal to the deadline and the retries, and so to each attempt and each wait.",
      ],
      [
        isAbort && !Object.is(reasonOf(played.end), reason),
        `The caller aborted with ${shown(reason)}, but \`keepTrying\` ${ending(played.end)}. Reject with ` +
          '`signal.reason` itself.',
      ],
      [
        numbers.length !== expected.attempts && byDefault === 'permanent',
        `The error wasn't transient, but ${attempts}. If the options have no \`shouldRetry\`, use lesson 10's \`isTransient\`.`,
      ],
      [
        numbers.length !== expected.attempts && byDefault === 'transient',
        `The errors were transient, but ${attempts}. If the options have no \`shouldRetry\`, use lesson 10's \`isTransient\`.`,
      ],
      [
        numbers.length > expected.attempts &&
          expected.stop === 'shouldRetry' &&
          scene.asksLater === true &&
          judged.length > 0,
        `\`shouldRetry\` returned a promise of \`false\`, but ${attempts}. A promise is always truthy: await it.`,
      ],
      [
        numbers.length > expected.attempts && expected.stop === 'shouldRetry',
        `\`shouldRetry\` allows no retry after attempt ${noFrom}, but ${attempts}.`,
      ],
      [
        numbers.length !== expected.attempts && expected.stop === 'retries',
        `\`retries\` was ${retries ?? '2, the default'}, but ${attempts}. Pass it on to \`retry\`.`,
      ],
      [
        numbers.length !== expected.attempts,
        `Expected ${expected.attempts} attempts, but there were ${numbers.length}.`,
      ],
      [
        numbers.some((number, i) => number !== i + 1),
        `The attempts were given the numbers ${numbers.map(String).join(', ')}. \`attempt\` counts 1, 2, 3 …`,
      ],
      [
        played.signals.some((signal) => !(signal instanceof AbortSignal)),
        '`work` was called without a signal. It needs one to stop when the caller aborts.',
      ],
      [
        judged.some(({ error, attempt }, i) => !Object.is(error, errors[i]) || attempt !== i + 1),
        'Expected `shouldRetry` to be called with each error and the number of its attempt, but it was ' +
          `called with ${judged.map(({ error, attempt }) => `(${shown(error)}, ${shown(attempt)})`).join(', ')}.`,
      ],
      [
        expected.end === 'value' && valueOf(played) !== RESULT,
        `An attempt succeeded, but \`keepTrying\` ${ending(played.end)}.`,
      ],
      [
        expected.end === 'error' &&
          !(played.end.status === 'rejected' && Object.is(reasonOf(played.end), last)),
        `The last attempt threw ${shown(last)}, but \`keepTrying\` ${ending(played.end)}. Like \`retry\`, reject ` +
          'with the last error itself.',
      ],
      [
        settledMs !== expected.settledMs,
        `Expected \`keepTrying\` to settle at ${expected.settledMs} ms, but it took until ${settledMs} ms.`,
      ],
      ...wronglyTold(played, expected, (attempt) => waitOf(scene, attempt)),
    ])
  },
}

/** `onRetry` is called for each failure that a retry follows, before the wait. */
function wronglyTold(
  { told, errors, startsMs }: Played,
  { attempts, abortedInWait }: Expected,
  wait: (attempt: number) => number,
): [boolean, string][] {
  const retries = attempts - 1 + (abortedInWait ? 1 : 0)
  const wanted = errors
    .slice(0, Math.max(0, retries))
    .map((error, i) => ({ error, attempt: i + 1, delayMs: wait(i + 1) }))
  const wrongAt = told.findIndex(({ failed }, i) => !isSame(failed, wanted[i]))
  const wrong = told[wrongAt]
  const late = told.find(({ atMs }, i) => startsMs[i + 1] === atMs)
  return [
    [
      told.length !== wanted.length,
      `Expected \`onRetry\` to be called ${times(wanted.length)}, for each failure that a retry follows, but it was ` +
        `called ${times(told.length)}. Pass \`onRetry\` on to \`retry\`.`,
    ],
    [
      wrong !== undefined,
      `\`onRetry\` was called with ${shown(wrong?.failed)} instead of ${shown(wanted[wrongAt])}.`,
    ],
    [late !== undefined, '`onRetry` was called after the wait. Call it before.'],
  ]
}
