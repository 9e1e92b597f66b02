import { headersOf } from '../../headers-of.ts'
import { httpDateMs } from '../../http-date.ts'
import type { HasHeaders } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that `Date.now()` and `nowMs` are the same.
 *
 * @fails reads Retry-After: seconds, a date, or nothing
 * @diagnosis Compare it with `nowMs`
 */
export function retryAfterMs(source: HasHeaders, nowMs: number): number | undefined {
  const value = headersOf(source)?.get('retry-after') ?? ''
  const dateMs = httpDateMs(value, nowMs)
  if (dateMs !== undefined) return Math.min(Math.max(0, dateMs - Date.now()), 2 ** 31 * 1000)
  return /^\d+$/u.test(value) ? Math.min(Number(value) * 1000, 2 ** 31 * 1000) : undefined
}
