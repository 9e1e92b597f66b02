import type { Limiter } from './limiter.ts'

/** `limit` calls in each window [n × windowMs, (n + 1) × windowMs). */
export function createFixedWindow(limit: number, windowMs: number): Limiter {
  let window = -1
  let taken = 0
  return {
    take(nowMs) {
      const current = Math.floor(nowMs / windowMs)
      if (current !== window) {
        window = current
        taken = 0
      }
      const allowed = taken < limit
      if (allowed) taken++
      const resetMs = (current + 1) * windowMs - nowMs
      return { allowed, remaining: limit - taken, resetMs, retryAfterMs: allowed ? 0 : resetMs }
    },
  }
}
