import { checkOptions } from '../../check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

/**
 * Believes that keys have to be forgotten by a timer.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis still running
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const limiters = new Map<unknown, { limiter: RateLimiter; uses: number }>()
  return {
    async take(key, takeOptions) {
      const entry = limiters.get(key) ?? { limiter: right(options), uses: 0 }
      limiters.set(key, entry)
      entry.uses += 1
      await entry.limiter.take(takeOptions)
      setTimeout(() => {
        entry.uses -= 1
        if (entry.uses === 0) limiters.delete(key)
      }, options.perMs)
    },
    get size() {
      return limiters.size
    },
  }
}
