import { withDeadline } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that without `shouldRetry` every error may be retried.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis `isTransient` decides
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { deadlineMs, budget, shouldRetry = () => true, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) && budget.withdraw()
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, { ...rest, ...inner, shouldRetry: canRetry })
    },
    { deadlineMs, signal },
  )
}
