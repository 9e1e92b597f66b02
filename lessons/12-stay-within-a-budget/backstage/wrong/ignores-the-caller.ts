import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a deadline is all that is needed to stop.
 *
 * @fails does everything else that `retry` does
 * @diagnosis The caller aborted at
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, retries, onRetry }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  const tryAgain = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!(await shouldRetry(error, attempt))) return false
    waitMs = delayMs(attempt, error)
    return performance.now() + waitMs < deadlineMs && budget.withdraw()
  }
  return withDeadline(
    (outer) => {
      budget.deposit()
      return retry(work, {
        retries,
        onRetry,
        shouldRetry: tryAgain,
        delayMs: () => waitMs,
        signal: outer.signal,
      })
    },
    { deadlineMs },
  )
}
