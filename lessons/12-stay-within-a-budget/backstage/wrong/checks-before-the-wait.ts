import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that comparing the clock with the deadline before each retry is enough.
 *
 * @fails ends at the deadline, attempts and waits included
 * @diagnosis The wait before it went on past
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
