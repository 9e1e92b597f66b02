import type { KeyedLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

/**
 * Believes that one limiter is enough for all keys.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis Give each key a limiter of its own
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  const limiter = right(options)
  return { take: (_, takeOptions) => limiter.take(takeOptions), size: 1 }
}
