import { checkBackoff } from './check-options.ts'
import type { BackoffOptions, DelayMs, HasHeaders } from './types.ts'

// For the stars:
// import { headersOf } from './headers-of.ts'
// import { httpDateMs } from './http-date.ts'

/**
 * Returns a function that returns how long to wait after each failed attempt. `types.ts` documents
 * the options.
 *
 * @throws {RangeError} if an option is out of range.
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full' } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  // TODO: this wait is the same after each failure, and for every client.
  return (_attempt, _error) => baseMs
}

/**
 * Returns how long a `Retry-After` header asks to wait, in ms. For a star.
 *
 * @param _source - a response, an error that has headers, or bare `Headers`
 * @param _nowMs - the current time, as `Date.now()` returns it
 */
export function retryAfterMs(_source: HasHeaders, _nowMs: number): number | undefined {
  return undefined
}
