import { retryAfterMs } from '@overlap/lesson-11'
import { checkFunction, checkOptions } from '../check-options.ts'
import { readQuota } from '../read-quota.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../types.ts'

export type * from '../types.ts'

/** The longest delay that `setTimeout` accepts, 24.8 days. A longer one becomes 1 ms. */
const longestMs = 2 ** 31 - 1

/** One limit: how long until one more call may start, and how to count a call that starts now. */
interface Rule {
  waitMs(nowMs: number): number
  count(nowMs: number): void
}

/** No window of `perMs` holds more than `limit` calls. It remembers when the last `limit` calls started. */
function slidingWindow({ limit, perMs }: RateLimiterOptions): Rule {
  const startsMs: number[] = []
  /** The place of the oldest start. The next one overwrites it. */
  let oldest = 0
  return {
    waitMs: (nowMs) => perMs - (nowMs - (startsMs[oldest] ?? -Infinity)),
    count(nowMs) {
      startsMs[oldest] = nowMs
      oldest = (oldest + 1) % limit
    },
  }
}

/**
 * `burst` calls at once, and `limit` more per `perMs`. A token has `perMs` parts, and each ms adds `limit`
 * parts, so that whole ms add whole numbers and nothing is lost to rounding.
 */
function tokenBucket({ limit, perMs, burst = limit }: RateLimiterOptions): Rule {
  const full = burst * perMs
  let parts = full
  let filledMs = 0
  const fill = (nowMs: number): number => Math.min(full, parts + (nowMs - filledMs) * limit)
  return {
    waitMs: (nowMs) => (perMs - fill(nowMs)) / limit,
    count(nowMs) {
      parts = fill(nowMs) - perMs
      filledMs = nowMs
    },
  }
}

/**
 * Makes a limiter that lets `limit` calls start within `perMs`. It limits how many calls start, not how many
 * are in flight, so a slow call holds nothing up.
 *
 * A call takes less than a microsecond if nothing waits. All waiting calls share one timer.
 *
 * @throws {TypeError} if an option has the wrong type.
 * @throws {RangeError} if a number is out of range.
 *
 * @example
 * ```ts
 * import { rateLimiter } from '@overlap/lesson-15'
 *
 * const limiter = rateLimiter({ limit: 2, perMs: 20 })
 * const startMs = performance.now()
 * for (const _ of [1, 2, 3]) await limiter.take()
 * performance.now() - startMs >= 20 // → true
 *
 * const double = limiter.wrap((n: number) => 2 * n)
 * await double(21) // → 42
 * ```
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { perMs, burst, strict = burst === undefined } = options
  const rules: Rule[] = []
  if (strict) rules.push(slidingWindow(options))
  if (!strict || burst !== undefined) rules.push(tokenBucket(options))
  /** In the order in which they came. */
  const waiting = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined
  /** Nothing starts before this moment, because the server said so. */
  let openMs = 0

  const waitMs = (nowMs: number): number =>
    rules.reduce((mostMs, rule) => Math.max(mostMs, rule.waitMs(nowMs)), openMs - nowMs)

  /** Counts a call if it may start now. Returns 0, or how long it must wait. */
  function tryStart(): number {
    // The time is read for each call, and never assumed: a timer may fire late.
    const nowMs = performance.now()
    const leftMs = waitMs(nowMs)
    if (leftMs > 0) return leftMs
    for (const rule of rules) rule.count(nowMs)
    return 0
  }

  function startWaiting(): void {
    timer = undefined
    for (const start of waiting) {
      const leftMs = tryStart()
      if (leftMs > 0) {
        timer = setTimeout(startWaiting, Math.min(Math.ceil(leftMs), longestMs))
        return
      }
      waiting.delete(start)
      start()
    }
  }

  const limiter: RateLimiter = {
    take({ signal } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      if (waiting.size === 0 && tryStart() === 0) return Promise.resolve()
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const start = (): void => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        waiting.delete(start)
        signal?.removeEventListener('abort', leave)
        reject(signal?.reason)
        if (waiting.size > 0) return
        clearTimeout(timer)
        timer = undefined
      }
      signal?.addEventListener('abort', leave)
      waiting.add(start)
      if (timer === undefined) startWaiting()
      return promise
    },

    wrap(fn, takeOptions) {
      checkFunction(fn)
      return async function (...args) {
        await limiter.take(takeOptions)
        return fn.apply(this, args)
      }
    },

    learn(response) {
      const nowMs = performance.now()
      const quota = readQuota(response.headers)
      const isRefused = response.status === 429
      // With room of our own, something else has used the quota.
      const isShared = quota?.remaining === 0 && waitMs(nowMs) <= 0
      const resetMs = isRefused || isShared ? (quota?.resetMs ?? perMs) : 0
      openMs = Math.max(openMs, nowMs + (retryAfterMs(response, Date.now()) ?? resetMs))
    },
  }
  return limiter
}

/**
 * Makes a limiter with a limit of its own for each key.
 *
 * It needs no timer to forget keys: now and then a call of `take` drops those whose limit is full again. They
 * start anew as if they had been kept. So it holds only keys that wait, and those that started a call within
 * the last two times that an empty limit takes to fill up: 2 × `perMs`, or longer with a `burst` above `limit`.
 *
 * @throws {TypeError} if an option has the wrong type.
 * @throws {RangeError} if a number is out of range.
 *
 * @example
 * ```ts
 * import { perKey } from '@overlap/lesson-15'
 *
 * const users = perKey({ limit: 5, perMs: 1000 })
 * await users.take('ada')
 * await users.take('bob')
 * users.size // → 2
 * ```
 */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  const { limit, perMs, burst = limit } = options
  const fullAfterMs = Math.max(perMs, (burst * perMs) / limit)
  const keys = new Map<unknown, { limiter: RateLimiter; waiting: number; usedMs: number }>()
  let sweptMs = performance.now()

  function forgetFull(): void {
    const nowMs = performance.now()
    if (nowMs - sweptMs < fullAfterMs) return
    sweptMs = nowMs
    for (const [key, { waiting, usedMs }] of keys) {
      if (waiting === 0 && nowMs - usedMs >= fullAfterMs) keys.delete(key)
    }
  }

  return {
    async take(key, takeOptions) {
      forgetFull()
      const entry = keys.get(key) ?? { limiter: rateLimiter(options), waiting: 0, usedMs: 0 }
      keys.set(key, entry)
      entry.waiting += 1
      try {
        await entry.limiter.take(takeOptions)
      } finally {
        entry.waiting -= 1
        entry.usedMs = performance.now()
      }
    },
    get size() {
      return keys.size
    },
  }
}
