import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that nothing happens during an `await`.
 *
 * @fails withdraws only for retries that are made
 * @diagnosis After the `await`, look at the signal
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!(await shouldRetry(error, attempt))) return false
    waitMs = delayMs(attempt, error)
    return performance.now() + waitMs < deadlineMs && budget.withdraw()
  }
  return withDeadline(
    (inner) => {
      budget.deposit()
      return retry(work, { ...rest, ...inner, shouldRetry: canRetry, delayMs: () => waitMs })
    },
    { deadlineMs, signal },
  )
}
