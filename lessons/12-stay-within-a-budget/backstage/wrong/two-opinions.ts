import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that an error that isn't transient is never retried, whatever the caller's `shouldRetry` returns.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis Look for another condition
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, {
        ...rest,
        ...inner,
        shouldRetry: async (error, attempt) =>
          (await shouldRetry(error, attempt)) && isTransient(error) && budget.withdraw(),
      })
    },
    { deadlineMs, signal },
  )
}
