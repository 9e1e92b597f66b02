import { withDeadline } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the budget decides alone whether to retry.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis never called the caller's `shouldRetry`
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, { ...rest, ...inner, shouldRetry: () => budget.withdraw() })
    },
    { deadlineMs, signal },
  )
}
