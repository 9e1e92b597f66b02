import { checkOptions } from '../../check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

/**
 * Believes that an object is a map.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis A `Map` tells them apart, an object doesn't
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const limiters: Record<string, RateLimiter> = {}
  return {
    async take(key, takeOptions) {
      return (limiters[String(key)] ??= right(options)).take(takeOptions)
    },
    get size() {
      return Object.keys(limiters).length
    },
  }
}
