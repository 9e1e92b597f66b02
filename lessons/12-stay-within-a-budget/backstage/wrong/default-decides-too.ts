import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that `isTransient` always counts, and that the caller's `shouldRetry` can only forbid more.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis `isTransient` is only its default
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, {
        ...rest,
        ...inner,
        shouldRetry: async (error, attempt) =>
          isTransient(error) &&
          (await (shouldRetry?.(error, attempt) ?? true)) &&
          budget.withdraw(),
      })
    },
    { deadlineMs, signal },
  )
}
