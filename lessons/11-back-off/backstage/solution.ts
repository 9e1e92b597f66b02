import { checkAttempt, checkBackoff, checkMoment } from '../check-options.ts'
import { headersOf } from '../headers-of.ts'
import { httpDateMs } from '../http-date.ts'
import type { Answer, BackoffOptions, DelayMs } from '../types.ts'

export type * from '../types.ts'

/** More seconds than this count as so many, as for other spans of HTTP (RFC 9111, section 1.2.2). */
const mostSeconds = 2 ** 31

/**
 * How long to wait before the next try: longer after each failure, and by chance, so that clients that
 * failed together do not come back together.
 *
 * The longest wait after the nth failure is `min(maxMs, baseMs × factor^(n - 1))`. Jitter is that of
 * Marc Brooker's "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). If the error has a
 * `Retry-After` among its headers, the wait begins when that has passed: never earlier than the server
 * asks, and still spread.
 *
 * @throws {RangeError} if an option makes no sense; from the function it gives, if `attempt` is not
 * 1, 2, 3 …
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
    checkAttempt(attempt)
    // The power may be Infinity. The cap comes before the dice: after them, all would wait maxMs.
    const longestMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const waitMs = longestMs * (fixedShare + (1 - fixedShare) * random())
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    return (toldMs ?? 0) + waitMs
  }
}

/**
 * How long an answer's `Retry-After` asks to wait, in ms (RFC 9110, section 10.2.3).
 *
 * @param nowMs - the time of day in ms since 1970, as `Date.now()` gives it.
 * @returns 0 or more, and finite; 0 for a date that has passed. `undefined` if there is none, or one
 * that is neither a whole number of seconds nor an HTTP date.
 * @throws {RangeError} if `nowMs` is not a number.
 *
 * @example
 * ```ts
 * import { retryAfterMs } from '@overlap/lesson-11'
 *
 * const answer = new Response(null, { status: 503, headers: { 'retry-after': '2' } })
 *
 * retryAfterMs(answer, Date.now()) // → 2000
 * ```
 */
export function retryAfterMs(answer: Answer, nowMs: number): number | undefined {
  checkMoment(nowMs)
  const headers = 'headers' in answer ? answer.headers : answer
  const value = headers.get('retry-after') ?? ''
  if (/^\d+$/u.test(value)) return Math.min(Number(value), mostSeconds) * 1000
  const dateMs = httpDateMs(value, nowMs)
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs)
}
