import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a budget is spent, and that nobody has to earn it.
 *
 * @fails keeps the retries of an outage within the budget
 * @diagnosis If nobody pays in
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  const tryAgain = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!(await shouldRetry(error, attempt))) return false
    waitMs = delayMs(attempt, error)
    return performance.now() + waitMs < deadlineMs && budget.withdraw()
  }
  return withDeadline(
    (outer) =>
      retry(work, {
        ...rest,
        shouldRetry: tryAgain,
        delayMs: () => waitMs,
        signal: outer.signal,
      }),
    { deadlineMs, signal },
  )
}
