import { retry } from '@overlap/lesson-10'
// Refuses what makes no sense, ready to use.
import { checkBudget } from './check-options.ts'
import type { Attempt, KeepTryingOptions, RetryBudget, RetryBudgetOptions } from './types.ts'

/**
 * A budget that the retries of many calls share: at most `burst + ratio × n` for any n calls in a row.
 *
 * @throws {RangeError} if an option makes no sense
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  // TODO: this gives to everybody.
  return { deposit() {}, withdraw: () => true }
}

/**
 * Does a piece of work, again and again if need be, until it is done, or cannot be done by the
 * deadline, or the retries or their budget are used up.
 *
 * @throws the last error of `work` if there is no further try, a `TimeoutError` if the deadline comes
 * while `work` is being done, `signal.reason` if the caller gives up
 */
export async function keepTrying<T>(work: Attempt<T>, options: KeepTryingOptions): Promise<T> {
  // TODO: there is a deadline for all of it, and a budget. Lesson 08 has a withDeadline.
  return retry(work, options)
}
