import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that `delayMs` returns the same number each time.
 *
 * @fails rejects right away if the wait would outlast the deadline
 * @diagnosis draws a random wait each time
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  budget.deposit()
  const affordable = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) &&
    performance.now() + delayMs(attempt, error) < deadlineMs &&
    budget.withdraw()
  return withDeadline(
    (outer) => retry(work, { ...rest, shouldRetry: affordable, delayMs, signal: outer.signal }),
    { deadlineMs, signal },
  )
}
