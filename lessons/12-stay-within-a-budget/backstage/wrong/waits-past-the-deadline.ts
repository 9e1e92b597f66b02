import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a deadline limits the attempts, and that a wait is short anyway.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis A wait was going on at the deadline
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, ...rest }: KeepTryingOptions,
): Promise<T> {
  budget.deposit()
  return retry(
    ({ signal, attempt }) =>
      withDeadline((inner) => work({ ...inner, attempt }), { deadlineMs, signal }),
    {
      ...rest,
      delayMs,
      shouldRetry: async (error, attempt) =>
        (await shouldRetry(error, attempt)) && budget.withdraw(),
    },
  )
}
