import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import { checkBudget } from '../check-options.ts'
import type { Attempt, KeepTryingOptions, RetryBudget, RetryBudgetOptions } from '../types.ts'

export type * from '../types.ts'

/**
 * A budget that the retries of many calls share. Of any n calls in a row at most `burst + ratio × n`
 * are repeated, however long an outage lasts.
 *
 * A token bucket that calls fill, as Finagle's `RetryBudget` (where deposits expire after a while, and
 * some come by the second; here `burst` bounds what is saved). 10 % is the figure of "Handling Overload"
 * in Google's book "Site Reliability Engineering". gRPC's retry throttling lets only successes pay in.
 *
 * @throws {RangeError} if an option makes no sense.
 *
 * @example
 * ```ts
 * import { retryBudget } from '@overlap/lesson-12'
 *
 * const budget = retryBudget({ ratio: 0.5, burst: 1 })
 *
 * budget.withdraw() // → true
 * budget.withdraw() // → false
 * budget.deposit()
 * budget.deposit()
 * budget.withdraw() // → true
 * ```
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      // Ten times 0.1 adds up to a little less than 1.
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}

/**
 * Does a piece of work, again and again if need be, until it is done, or cannot be done by the
 * deadline, or the retries or their budget are used up. `work` gets `{ signal, attempt }`.
 *
 * If the wait would last until the deadline, it gives up at once: nothing would come after it.
 *
 * @throws {RangeError} if `deadlineMs` or `retries` make no sense.
 * @throws The last error of `work`, if there is no further try.
 * @throws {DOMException} named `TimeoutError`, if the deadline comes while `work` is being done.
 * @throws `signal.reason`, untouched, if the caller gives up.
 *
 * @example
 * ```ts
 * import { backoff } from '@overlap/lesson-11'
 * import { keepTrying, retryBudget } from '@overlap/lesson-12'
 *
 * let attempts = 0
 * const work = () => {
 *   attempts += 1
 *   return attempts < 3 ? Promise.reject(new DOMException('slow', 'TimeoutError')) : attempts
 * }
 *
 * await keepTrying(work, {
 *   delayMs: backoff({ baseMs: 1, maxMs: 5 }),
 *   deadlineMs: performance.now() + 10_000,
 *   budget: retryBudget(),
 * }) // → 3
 * ```
 */
export function keepTrying<T>(
  work: Attempt<T>,
  { delayMs, deadlineMs, budget, shouldRetry = isTransient, signal, ...rest }: KeepTryingOptions,
): Promise<T> {
  let waitMs = 0
  const tryAgain = async (error: unknown, attempt: number): Promise<boolean> => {
    if (!(await shouldRetry(error, attempt))) return false
    waitMs = delayMs(attempt, error)
    // The budget is asked last, so that no retry is paid for that is not made.
    return performance.now() + waitMs < deadlineMs && budget.withdraw()
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
