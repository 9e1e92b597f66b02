import { fc } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { playedIn, times, type Rule } from './budget-rules.ts'
import type { Played } from './play.ts'
import { down, draws, expectedOf, type Expected } from './scene.ts'

/** What stops a retry, in words that follow on "no retry followed, because". */
const because: Record<NonNullable<Expected['stop']>, string> = {
  retries: 'no retry was left',
  shouldRetry: '`shouldRetry` said no',
  time: 'the wait would have lasted until the deadline',
  budget: 'the budget was empty',
}

/** The budget pays for the retries that are made, and for no others. */
export const paysForNothingElse: Rule = {
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
  ],
  judge(run, scene) {
    const [played] = playedIn(run) as [Played]
    const { withdrawals, numbers } = played
    const { stop, abortedInWait, end } = expectedOf(scene)
    const paid = withdrawals.filter(Boolean).length
    // If the caller aborts during a wait, that retry may have been paid for.
    const mayPay = numbers.length - 1 + (abortedInWait ? 1 : 0)
    diagnose(run, [
      [
        paid > mayPay && stop !== undefined,
        `After attempt ${numbers.length} no retry followed, because ${because[stop ?? 'time']}, but the budget ` +
          'had paid for one. Other calls could have used it. Withdraw last, when everything else allows the retry.',
      ],
      [
        paid > mayPay && (end === 'reason' || end === 'timeout'),
        `The last attempt was aborted, so no retry followed, but the budget had paid for one. Don't withdraw ` +
          'after an abort.',
      ],
      [
        paid > mayPay,
        `\`keepTrying\` made ${numbers.length} attempts and withdrew ${times(paid)}. Withdraw once for each retry.`,
      ],
    ])
  },
}
