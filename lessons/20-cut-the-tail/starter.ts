import { checkHedged } from './check-options.ts'
import type { Hedged, HedgedOptions, Work } from './types.ts'

/**
 * Makes a function that calls `fn`, and calls it a second time if the first call is slow.
 *
 * `types.ts` documents the options.
 *
 * @throws {TypeError} if `fn` or `isSafe` isn't a function.
 * @throws {RangeError} if `afterMs` or `maxExtra` is out of range.
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  checkHedged(fn, options)
  return async (arg, { signal = new AbortController().signal } = {}) => {
    // TODO: both calls are sent at once, and the slower one runs on. For the task, `afterMs` is a number:
    // `Number(options.afterMs)` convinces the compiler.
    return Promise.any([fn(arg, { signal }), fn(arg, { signal })])
  }
}

/** For a star: whether a request has the same effect if it arrives twice. */
export function isRepeatable(request: Request): boolean {
  // TODO, for a star: an order that arrives twice is two orders.
  return request.method !== ''
}
