import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that the order of the conditions doesn't matter.
 *
 * @fails withdraws only for retries that are made
 * @diagnosis Withdraw last
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  const tryAgain = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!budget.withdraw()) return false
    waitMs = delayMs(attempt, error)
    return performance.now() + waitMs < deadlineMs && (await shouldRetry(error, attempt))
  }
  return withDeadline(
    (outer) => {
      budget.deposit()
      return retry(work, {
        ...rest,
        shouldRetry: tryAgain,
        delayMs: () => waitMs,
        signal: outer.signal,
      })
    },
    { deadlineMs, signal },
  )
}
