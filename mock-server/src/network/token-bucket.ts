import type { Limiter } from './limiter.ts'

/**
 * A bucket that holds `burst` tokens and gets `limit` new ones per window, evenly.
 *
 * A token counts as `windowMs` parts and a millisecond brings `limit` of them, so that whole
 * milliseconds give whole numbers and nothing is lost to rounding.
 */
export function createTokenBucket(limit: number, windowMs: number, burst: number): Limiter {
  const full = burst * windowMs
  let parts = full
  let filledMs = -Infinity
  return {
    take(nowMs) {
      parts = Math.min(full, filledMs === -Infinity ? full : parts + (nowMs - filledMs) * limit)
      filledMs = nowMs
      const allowed = parts >= windowMs
      if (allowed) parts -= windowMs
      return {
        allowed,
        remaining: Math.floor(parts / windowMs),
        resetMs: Math.ceil((full - parts) / limit),
        retryAfterMs: allowed ? 0 : Math.ceil((windowMs - parts) / limit),
      }
    },
  }
}
