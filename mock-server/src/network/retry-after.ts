import type { RetryAfter } from './types.ts'

/**
 * The value of a `Retry-After` header.
 *
 * Seconds and dates are whole seconds and rounded up, so that whoever waits as told is never early.
 *
 * @param epochMs The time of day now, in ms since 1970.
 */
export function formatRetryAfter(retryAfter: RetryAfter, epochMs: number): string {
  if (typeof retryAfter === 'number') return String(Math.ceil(retryAfter))
  return new Date(Math.ceil(epochMs / 1000 + retryAfter.date) * 1000).toUTCString()
}
