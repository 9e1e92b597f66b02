// Our solution of lesson 10, not your exercise.
import { retry } from '@overlap/lesson-10'
import { checkBudget } from './check-options.ts'
import type { Attempt, KeepTryingOptions, RetryBudget, RetryBudgetOptions } from './types.ts'

/**
 * Makes a budget for the retries of many calls.
 *
 * @throws {RangeError} if an option is out of range.
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  // TODO: this allows any number of retries.
  return { deposit() {}, withdraw: () => true }
}

/**
 * Calls `work` until it succeeds, as lesson 10's `retry` does, but within a budget and a deadline.
 *
 * `types.ts` documents the options.
 */
export async function keepTrying<T>(work: Attempt<T>, options: KeepTryingOptions): Promise<T> {
  // TODO: use `options.budget`, and end at `options.deadlineMs`. Lesson 08 has `withDeadline`.
  return retry(work, options)
}
