import { checkOptions } from '../../check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

/**
 * Believes that a key can be forgotten as soon as its call has started.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis a new limiter starts with the full limit
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const limiters = new Map<unknown, { limiter: RateLimiter; usedMs: number }>()
  return {
    async take(key, takeOptions) {
      const nowMs = performance.now()
      for (const [other, { usedMs }] of limiters) {
        if (nowMs - usedMs >= options.perMs) limiters.delete(other)
      }
      const { limiter } = limiters.get(key) ?? { limiter: right(options) }
      limiters.set(key, { limiter, usedMs: nowMs })
      return limiter.take(takeOptions)
    },
    get size() {
      return limiters.size
    },
  }
}
