import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that `deadlineMs` says how long everything may take.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis your code used it as a duration
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const endMs = performance.now() + deadlineMs
  let waitMs = 0
  const tryAgain = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!(await shouldRetry(error, attempt))) return false
    waitMs = delayMs(attempt, error)
    return performance.now() + waitMs < endMs && budget.withdraw()
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
    { deadlineMs: endMs, signal },
  )
}
