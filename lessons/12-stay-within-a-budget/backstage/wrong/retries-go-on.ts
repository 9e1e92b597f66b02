import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the retries end because `withDeadline` has rejected.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis the retries went on
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) && budget.withdraw()
  return withDeadline(
    () => {
      budget.deposit()
      return retry(work, { ...rest, signal, delayMs, shouldRetry: canRetry })
    },
    { deadlineMs, signal },
  )
}
