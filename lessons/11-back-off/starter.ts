// Refuse what makes no sense, ready to use.
import { checkAttempt, checkBackoff, checkMoment } from './check-options.ts'
// Two more that are ready to use, and that you will need:
// headersOf(error): the headers of an error that has some
// httpDateMs(text, nowMs): reads an HTTP date, and nothing else
// import { headersOf } from './headers-of.ts'
// import { httpDateMs } from './http-date.ts'
import type { Answer, BackoffOptions, DelayMs } from './types.ts'

/**
 * How long to wait before the next try: longer after each failure, and by chance, so that clients that
 * failed together do not come back together. Never earlier than the error's `Retry-After` asks.
 *
 * @throws {RangeError} if an option makes no sense
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full' } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  return (attempt) => {
    checkAttempt(attempt)
    // TODO: this is the same wait after each failure, for everybody.
    return baseMs
  }
}

/**
 * How long an answer's `Retry-After` asks to wait, in ms; `undefined` if it does not ask, or makes no
 * sense.
 *
 * @param nowMs - the time of day, as `Date.now()` gives it
 */
export function retryAfterMs(answer: Answer, nowMs: number): number | undefined {
  checkMoment(nowMs)
  const headers = 'headers' in answer ? answer.headers : answer
  const value = headers.get('retry-after')
  // TODO: it may be a date, it may have passed, it may be nonsense.
  return value === null ? undefined : Number(value) * 1000
}
