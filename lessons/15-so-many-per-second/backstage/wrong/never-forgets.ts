import { checkOptions } from '../../check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

/**
 * Believes that a `Map` of limiters takes no memory to speak of.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis the memory grows forever
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const limiters = new Map<unknown, RateLimiter>()
  return {
    async take(key, takeOptions) {
      const limiter = limiters.get(key) ?? right(options)
      limiters.set(key, limiter)
      return limiter.take(takeOptions)
    },
    get size() {
      return limiters.size
    },
  }
}
