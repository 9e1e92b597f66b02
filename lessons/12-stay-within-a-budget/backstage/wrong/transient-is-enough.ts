import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a transient error may be retried whatever the caller's `shouldRetry` returns.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis A transient error is no exception
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
          (isTransient(error) || (await shouldRetry(error, attempt))) && budget.withdraw(),
      })
    },
    { deadlineMs, signal },
  )
}
