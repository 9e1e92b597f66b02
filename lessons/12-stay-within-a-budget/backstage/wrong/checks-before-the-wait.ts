import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a deadline is kept if you look at the clock before each retry.
 *
 * @fails sends nothing after the deadline, and waits for nothing
 * @diagnosis after it there was none
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  budget.deposit()
  const inTime = (): boolean => performance.now() < deadlineMs
  return retry(work, {
    ...rest,
    shouldRetry: async (error, attempt) =>
      (await shouldRetry(error, attempt)) && inTime() && budget.withdraw(),
    delayMs,
    signal,
  })
}
