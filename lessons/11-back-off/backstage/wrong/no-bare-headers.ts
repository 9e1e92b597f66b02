import { httpDateMs } from '../../http-date.ts'
import type { HasHeaders } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that every source has a property `headers`.
 *
 * @fails reads Retry-After: seconds, a date, or nothing
 * @diagnosis `headersOf(source)` returns the headers of a response
 */
export function retryAfterMs(source: HasHeaders, nowMs: number): number | undefined {
  const value = (source as Response).headers?.get('retry-after') ?? ''
  const dateMs = httpDateMs(value, nowMs)
  if (dateMs !== undefined) return Math.min(Math.max(0, dateMs - nowMs), 2 ** 31 * 1000)
  return /^\d+$/u.test(value) ? Math.min(Number(value) * 1000, 2 ** 31 * 1000) : undefined
}
