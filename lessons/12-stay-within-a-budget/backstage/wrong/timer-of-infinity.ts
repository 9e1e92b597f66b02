import { isTransient, retry } from '@overlap/lesson-10'
import type { Attempt, KeepTryingOptions } from '../../types.ts'

export { retryBudget } from '../solution.ts'

/**
 * Believes that a timer of `Infinity` ms never fires.
 *
 * @fails deposits once for each call and withdraws for each retry
 * @diagnosis A timer of `Infinity` ms fires after 1 ms
 */
export async function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  const canRetry = async (error: unknown, attempt: number): Promise<boolean> =>
    (await shouldRetry(error, attempt)) && budget.withdraw()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('late')), deadlineMs - performance.now())
  budget.deposit()
  const all = retry(work, { ...rest, signal, delayMs, shouldRetry: canRetry })
  return Promise.race([all, late]).finally(() => clearTimeout(timer))
}
