import { fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playedIn, times, type Rule } from './budget-rules.ts'
import type { Played } from './play.ts'
import { down, draws, expectedOf, type Expected } from './scene.ts'

/** What stops a retry after an attempt. The first words of a message: its line may be cut. */
const stopAfter: Record<NonNullable<Expected['stop']>, (attempt: number) => string> = {
  retries: (attempt) => `No retry was left after attempt ${attempt}`,
  shouldRetry: (attempt) => `\`shouldRetry\` returned \`false\` after attempt ${attempt}`,
  time: (attempt) => `The wait after attempt ${attempt} would have outlasted the deadline`,
  budget: (attempt) => `The budget was empty after attempt ${attempt}`,
}

/** Only retries that are made withdraw. */
export const withdrawsForNothingElse: Rule = {
  drawn: fc.record({
    failures: draws.failures,
    latencyMs: draws.latencyMs,
    waitsMs: draws.waitsMs,
    retries: draws.retries,
    grants: fc.constantFrom(1, 3, 99),
    deadlineMs: fc.oneof(fc.constant(undefined), draws.deadlineMs),
    noFrom: fc.constantFrom(undefined, 1, 2, 3),
    abortMs: fc.oneof(fc.constant(undefined), draws.abortMs),
    reason: draws.reason,
  }),
  first: [
    { ...down, noFrom: 1 },
    { ...down, retries: 0 },
    { ...down, waitsMs: [70_000], deadlineMs: 60_005 },
    { ...down, abortMs: 53, reason: 'the user left the page' },
    { ...down, asksLater: true, asksMs: 50, abortMs: 123, reason: 'the user left the page' },
    { ...down, asksLater: true, asksMs: 50, deadlineMs: 125 },
  ],
  judge(run, scene) {
    const [played] = playedIn(run) as [Played]
    const { withdrawals, numbers } = played
    const { stop, abortedInWait, end } = expectedOf(scene)
    const allowed = withdrawals.filter(Boolean).length
    // If the caller aborts during a wait, its withdrawal stays.
    const most = numbers.length - 1 + (abortedInWait ? 1 : 0)
    diagnose(run, [
      [
        allowed > most && stop !== undefined,
        `${stopAfter[stop ?? 'time'](numbers.length)}, but your code withdrew. Another call could have used that ` +
          'retry. Withdraw last, when everything else allows the retry.',
      ],
      [
        allowed > most && scene.asksMs !== undefined && (end === 'reason' || end === 'timeout'),
        `${end === 'reason' ? 'The caller aborted' : 'The deadline came'} while the promise of \`shouldRetry\` ` +
          'was pending, and `withdraw()` was called afterwards. No retry can follow then. After the `await`, ' +
          'look at the signal and the clock before you withdraw.',
      ],
      [
        allowed > most && (end === 'reason' || end === 'timeout'),
        'The last attempt was aborted, so no retry followed, but `withdraw()` returned `true` for one. ' +
          "Don't withdraw after an abort.",
      ],
      [
        allowed > most,
        `\`keepTrying\` made ${numbers.length} attempts and withdrew ${times(allowed)}. Withdraw once for each retry.`,
      ],
    ])
  },
}
