import type { HasHeaders } from '../../types.ts'

export { backoff } from '../solution.ts'

/**
 * Believes that `Retry-After` is a number of seconds.
 *
 * @fails reads Retry-After: seconds, a date, or nothing
 * @diagnosis a number of seconds or a date
 */
export function retryAfterMs(source: HasHeaders): number | undefined {
  const headers = 'headers' in source ? source.headers : source
  const value = headers.get('retry-after')
  return value === null ? undefined : Number(value) * 1000
}
