import { checkBackoff } from '../check-options.ts'
import { headersOf } from '../headers-of.ts'
import { httpDateMs } from '../http-date.ts'
import type { BackoffOptions, DelayMs, HasHeaders } from '../types.ts'

export type * from '../types.ts'

/** 68 years, in ms. 2 ** 31 seconds is the limit for a number of seconds in RFC 9111, section 1.2.2. */
const longestMs = 2 ** 31 * 1000

/**
 * Returns a function that returns how long to wait after each failed attempt: longer each time, and
 * randomly, so that clients that failed together don't come back together.
 *
 * The longest wait after the nth failure is `Math.min(maxMs, baseMs * factor ** (n - 1))`. The kinds of
 * jitter are those of Marc Brooker's "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
 * If the error's headers have a `Retry-After`, that time is added to the wait.
 *
 * @throws {RangeError} if an option is out of range.
 *
 * @example
 * ```ts
 * import { backoff } from '@overlap/lesson-11'
 *
 * const delayMs = backoff({ baseMs: 100, maxMs: 1000, jitter: 'none' })
 *
 * ;[1, 2, 3, 4, 5].map((attempt) => delayMs(attempt)) // → [100, 200, 400, 800, 1000]
 * ```
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    // The power may be Infinity. Cap first: after the jitter, many clients would wait exactly maxMs.
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const waitMs = mostMs * (fixedShare + (1 - fixedShare) * random())
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    return (askedMs ?? 0) + waitMs
  }
}

/**
 * Reads how long a `Retry-After` header asks to wait, in ms (RFC 9110, section 10.2.3).
 *
 * @param source - a response, an error that has headers, or bare `Headers`.
 * @param nowMs - the current time in ms since 1970, as `Date.now()` returns it.
 * @returns The wait in ms: 0 for a date that has passed, and at most 68 years. `undefined` if there is no
 * such header, or if it is neither a whole number of seconds nor an HTTP date.
 *
 * @example
 * ```ts
 * import { retryAfterMs } from '@overlap/lesson-11'
 *
 * const response = new Response(null, { status: 503, headers: { 'retry-after': '2' } })
 *
 * retryAfterMs(response, Date.now()) // → 2000
 * ```
 */
export function retryAfterMs(source: HasHeaders, nowMs: number): number | undefined {
  const value = headersOf(source)?.get('retry-after') ?? ''
  const dateMs = httpDateMs(value, nowMs)
  if (dateMs !== undefined) return Math.min(Math.max(0, dateMs - nowMs), longestMs)
  return /^\d+$/u.test(value) ? Math.min(Number(value) * 1000, longestMs) : undefined
}
