/** A limiter's verdict on one call. */
export interface Allowance {
  readonly allowed: boolean
  /** How many calls would be accepted right after this one. */
  readonly remaining: number
  /** Time until the allowance is full again. */
  readonly resetMs: number
  /** Time until a call would be accepted; 0 if this one was. */
  readonly retryAfterMs: number
}

/** One allowance. Time is an input and must not run backwards. A refused call uses up nothing. */
export interface Limiter {
  take(nowMs: number): Allowance
}

/** How many calls are accepted, and by which algorithm. */
export interface LimiterRule {
  /**
   * - `token-bucket`: `limit` calls per window on average, up to `burst` at once.
   * - `fixed-window`: `limit` calls in each window, so twice as many can pass around an edge.
   * - `sliding-window`: `limit` calls in any span of `windowMs`.
   */
  readonly algorithm: 'token-bucket' | 'fixed-window' | 'sliding-window'
  /** Calls per window. */
  readonly limit: number
  /** Length of the window in ms. */
  readonly windowMs: number
  /** Tokens in a full bucket; only for `token-bucket`. Default: `limit`. */
  readonly burst?: number
}

/** A fresh allowance under this rule. Fixed windows begin at time 0 of the clock that is passed. */
export function createLimiter(rule: LimiterRule): Limiter {
  const { algorithm, limit, windowMs, burst = limit } = rule
  if (algorithm === 'token-bucket') return createTokenBucket(limit, windowMs, burst)
  const create = algorithm === 'fixed-window' ? createFixedWindow : createSlidingWindow
  return create(limit, windowMs)
}

/**
 * A bucket that holds `burst` tokens and gets `limit` new ones per window, evenly.
 *
 * A token consists of `windowMs` parts, and each millisecond adds `limit` parts. So whole
 * milliseconds add whole numbers, and nothing is lost to rounding.
 */
function createTokenBucket(limit: number, windowMs: number, burst: number): Limiter {
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

/** `limit` calls in each window [n × windowMs, (n + 1) × windowMs). */
function createFixedWindow(limit: number, windowMs: number): Limiter {
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

/**
 * `limit` calls in any span of `windowMs`, half open: a call is forgotten exactly `windowMs` after
 * it was accepted. This is exact, unlike the two-counter estimate, because it keeps up to `limit`
 * times in a ring buffer.
 */
function createSlidingWindow(limit: number, windowMs: number): Limiter {
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
