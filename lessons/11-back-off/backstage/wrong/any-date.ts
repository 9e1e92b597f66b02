import type { HasHeaders } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that what isn't a number must be a date, and that the platform reads both.
 *
 * @fails reads Retry-After: seconds, a date, or nothing
 * @diagnosis accept nearly anything
 */
export function retryAfterMs(source: HasHeaders, nowMs: number): number | undefined {
  const headers = 'headers' in source ? source.headers : source
  const value = headers.get('retry-after')
  if (value === null) return undefined
  const seconds = Number(value)
  if (!Number.isNaN(seconds)) return Math.min(seconds, 2 ** 31) * 1000
  const dateMs = Date.parse(value)
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs)
}
