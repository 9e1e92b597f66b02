import type { Limiter } from './limiter.ts'

/**
 * `limit` calls in any span of `windowMs`, half open: a call is forgotten exactly `windowMs` after
 * it was let through. Exact, not the two-counter estimate: it keeps up to `limit` times in a ring.
 */
export function createSlidingWindow(limit: number, windowMs: number): Limiter {
  const ring: number[] = []
  let first = 0
  let count = 0
  const timeOf = (index: number) => ring[(first + index) % limit] ?? -Infinity
  return {
    take(nowMs) {
      while (count > 0 && nowMs - timeOf(0) >= windowMs) {
        first = (first + 1) % limit
        count--
      }
      const allowed = count < limit
      if (allowed) ring[(first + count++) % limit] = nowMs
      return {
        allowed,
        remaining: limit - count,
        resetMs: timeOf(count - 1) + windowMs - nowMs,
        retryAfterMs: allowed ? 0 : timeOf(0) + windowMs - nowMs,
      }
    },
  }
}
