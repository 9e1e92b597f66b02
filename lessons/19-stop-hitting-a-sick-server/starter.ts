import { checkBreaker, checkBulkhead } from './check-options.ts'
import type { Bulkhead, BulkheadOptions, CircuitBreakerOptions, Guarded } from './types.ts'

/**
 * Makes a function that calls `fn`, and refuses calls for a while if `fn` fails too often.
 *
 * `types.ts` documents the options. Import `CircuitOpenError` from `errors.ts` for refused calls, and `isServerFailure`
 * from `is-server-failure.ts` for calls without an `isFailure`.
 *
 * @throws {TypeError} if `fn`, `isFailure` or `fallback` isn't a function.
 * @throws {RangeError} if a number is out of range.
 */
export function circuitBreaker<A extends readonly unknown[], R>(
  fn: (...args: A) => R | PromiseLike<R>,
  options: CircuitBreakerOptions<A, R>,
): Guarded<A, R> {
  checkBreaker(fn, options)
  // TODO: this keeps calling `fn`, no matter how often it fails.
  return async (...args) => fn(...args)
}

/**
 * A star. Makes a function that runs work in a few slots, with a short queue.
 *
 * @throws {RangeError} if a number is out of range.
 */
export function bulkhead(options: BulkheadOptions): Bulkhead {
  checkBulkhead(options)
  // TODO: this runs everything at once.
  return async (work, { signal = new AbortController().signal } = {}) => work({ signal })
}
