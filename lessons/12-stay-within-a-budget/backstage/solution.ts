import { withDeadline } from '@overlap/lesson-08'
import { isTransient, retry } from '@overlap/lesson-10'
import { checkBudget } from '../check-options.ts'
import type { Attempt, KeepTryingOptions, RetryBudget, RetryBudgetOptions } from '../types.ts'

export type * from '../types.ts'

/** Ten deposits of 0.1 add up to 0.9999999999999999. */
const roundingError = 1e-9

/**
 * Makes a budget for the retries of many calls. Any n calls in a row make at most `burst + ratio × n`
 * retries, however long an outage lasts.
 *
 * It is a token bucket that calls fill, like Finagle's `RetryBudget`. In Finagle deposits expire, and
 * some retries are free each second; here `burst` limits what can be saved. The figure of 10 % is from
 * the chapter "Handling Overload" of Google's book "Site Reliability Engineering".
 *
 * @throws {RangeError} if an option is out of range.
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
      if (tokens < 1 - roundingError) return false
      tokens -= 1
      return true
    },
  }
}

/**
 * Calls `work` with `{ signal, attempt }` until it succeeds, as lesson 10's `retry` does, but within a
 * budget and a deadline.
 *
 * Each call deposits once, and withdraws once for each retry. If a wait wouldn't end before the
 * deadline, it rejects right away, because no attempt could follow.
 *
 * @throws {RangeError} if `deadlineMs` or `retries` is out of range.
 * @throws The error of the last attempt, untouched, if there is no further attempt.
 * @throws {DOMException} named `TimeoutError`, if an attempt is still running at the deadline.
 * @throws `signal.reason`, untouched, as soon as the caller aborts.
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
  const tryUntilAborted = (inner: { readonly signal: AbortSignal }): Promise<T> => {
    let waitMs = 0
    const canRetry = async (error: unknown, attempt: number): Promise<boolean> => {
      if (!(await shouldRetry(error, attempt)) || inner.signal.aborted) return false
      waitMs = delayMs(attempt, error)
      // Withdraw last: other calls may need what a retry that never comes would take.
      return performance.now() + waitMs < deadlineMs && budget.withdraw()
    }
    budget.deposit()
    return retry(work, { ...rest, ...inner, shouldRetry: canRetry, delayMs: () => waitMs })
  }
  return withDeadline(tryUntilAborted, { deadlineMs, signal })
}
