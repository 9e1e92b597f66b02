import { checkOptions } from '../../check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { rateLimiter } from '../solution.ts'

interface Entry {
  readonly limiter: RateLimiter
  waiting: number
  usedMs: number
}

/**
 * Believes that a key is as good as new when its last call has left the window.
 *
 * @fails limits each key, and forgets keys that are idle
 * @diagnosis Forget a key only when its bucket is full again
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const entries = new Map<unknown, Entry>()
  return {
    async take(key, takeOptions) {
      const nowMs = performance.now()
      for (const [other, { waiting, usedMs }] of entries) {
        if (waiting === 0 && nowMs - usedMs >= options.perMs) entries.delete(other)
      }
      const entry = entries.get(key) ?? { limiter: right(options), waiting: 0, usedMs: 0 }
      entries.set(key, entry)
      entry.waiting += 1
      await entry.limiter.take(takeOptions).finally(() => {
        entry.waiting -= 1
        entry.usedMs = performance.now()
      })
    },
    get size() {
      return entries.size
    },
  }
}
