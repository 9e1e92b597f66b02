import { fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playedIn, times, type Rule } from './budget-rules.ts'
import type { Played } from './play.ts'
import { down, draws, expectedOf, type Expected } from './scene.ts'

/** What stops a retry, in words that follow on "because". */
const because: Record<NonNullable<Expected['stop']>, string> = {
  retries: 'no retry was left',
  shouldRetry: '`shouldRetry` returned `false`',
  time: 'the wait would not have ended before the deadline',
  budget: 'the budget was empty',
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
        `\`withdraw()\` was called after attempt ${numbers.length}, but no retry followed, because ` +
          `${because[stop ?? 'time']}. Another call could have used that retry. Withdraw last, when everything ` +
          'else allows the retry.',
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
