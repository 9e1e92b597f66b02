import { retryAfterMs } from '@overlap/lesson-11'
import { checkFunction, checkOptions, checkWeight } from '../check-options.ts'
import { readQuota } from '../read-quota.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions, TakeOptions } from '../types.ts'

export type * from '../types.ts'

/** The longest delay that `setTimeout` accepts, 24.8 days. A longer one becomes 1 ms. */
const longestMs = 2 ** 31 - 1

/** One limit: how long until one more call may start, and how to count a call that starts now. */
interface Rule {
  readonly mostWeight: number
  waitMs(nowMs: number, weight: number): number
  count(nowMs: number, weight: number, hasWaited: boolean): void
}

/** No window of `perMs` holds more than `limit` calls. It remembers when the last `limit` calls started. */
function slidingWindow({ limit, perMs }: RateLimiterOptions): Rule {
  const startsMs: number[] = []
  /** The place of the oldest start. The next one overwrites it. */
  let oldest = 0
  return {
    mostWeight: limit,
    // A call of weight 3 takes three places, so the third-oldest start must have left the window.
    waitMs: (nowMs, weight) =>
      perMs - (nowMs - (startsMs[(oldest + weight - 1) % limit] ?? -Infinity)),
    count(nowMs, weight) {
      for (let left = weight; left > 0; left -= 1) {
        startsMs[oldest] = nowMs
        oldest = (oldest + 1) % limit
      }
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
  const fill = (nowMs: number, most: number): number =>
    Math.min(most, parts + (nowMs - filledMs) * limit)
  return {
    mostWeight: burst,
    waitMs: (nowMs, weight) => (weight * perMs - fill(nowMs, full)) / limit,
    count(nowMs, weight, hasWaited) {
      // Timers count whole ms, so a call that waited starts up to 1 ms late. That must not cost tokens.
      parts = fill(nowMs, hasWaited ? full + limit : full) - weight * perMs
      filledMs = nowMs
    },
  }
}

function ruleOf(options: RateLimiterOptions): Rule {
  const { burst, strict = burst === undefined } = options
  if (!strict) return tokenBucket(options)
  const window = slidingWindow(options)
  if (burst === undefined) return window
  const bucket = tokenBucket(options)
  return {
    mostWeight: Math.min(window.mostWeight, bucket.mostWeight),
    waitMs: (nowMs, weight) => Math.max(window.waitMs(nowMs, weight), bucket.waitMs(nowMs, weight)),
    count(...call) {
      window.count(...call)
      bucket.count(...call)
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
  const rule = ruleOf(options)
  /** In the order in which they came. */
  const waiting = new Set<{ readonly weight: number; start(): void }>()
  let timer: NodeJS.Timeout | undefined
  /** Nothing starts before this moment, because the server said so. */
  let openMs = 0

  function waitMs(nowMs: number, weight: number): number {
    return Math.max(openMs - nowMs, rule.waitMs(nowMs, weight))
  }

  /** Counts a call if it may start now. Returns 0, or how long it must wait. */
  function tryStart(weight: number, hasWaited: boolean): number {
    // The time is read for each call, and never assumed: a timer may fire late.
    const nowMs = performance.now()
    const leftMs = waitMs(nowMs, weight)
    if (leftMs > 0) return leftMs
    rule.count(nowMs, weight, hasWaited)
    return 0
  }

  function startWaiting(): void {
    timer = undefined
    for (const one of waiting) {
      const leftMs = tryStart(one.weight, true)
      if (leftMs > 0) {
        timer = setTimeout(startWaiting, Math.min(Math.ceil(leftMs), longestMs))
        return
      }
      waiting.delete(one)
      one.start()
    }
  }

  /** Whether a call started at once. If not, it has to `wait`. */
  function startsNow({ signal, weight = 1 }: TakeOptions): boolean {
    signal?.throwIfAborted()
    checkWeight(weight, rule.mostWeight)
    return waiting.size === 0 && tryStart(weight, false) === 0
  }

  function wait({ signal, weight = 1 }: TakeOptions): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const start = (): void => {
      signal?.removeEventListener('abort', leave)
      resolve()
    }
    const one = { weight, start }
    const leave = (): void => {
      waiting.delete(one)
      signal?.removeEventListener('abort', leave)
      reject(signal?.reason)
      // The next one may weigh less.
      clearTimeout(timer)
      startWaiting()
    }
    signal?.addEventListener('abort', leave)
    waiting.add(one)
    if (timer === undefined) startWaiting()
    return promise
  }

  return {
    async take(takeOptions = {}) {
      if (!startsNow(takeOptions)) await wait(takeOptions)
    },

    wrap(fn, takeOptions = {}) {
      checkFunction(fn)
      return async function (...args) {
        if (!startsNow(takeOptions)) await wait(takeOptions)
        return fn.apply(this, args)
      }
    },

    learn(response) {
      const nowMs = performance.now()
      const quota = readQuota(response.headers)
      const isRefused = response.status === 429
      // With room of our own, something else has used the quota.
      const isShared = quota?.remaining === 0 && waitMs(nowMs, 1) <= 0
      const resetMs = isRefused || isShared ? (quota?.resetMs ?? options.perMs) : 0
      openMs = Math.max(openMs, nowMs + (retryAfterMs(response, Date.now()) ?? resetMs))
    },
  }
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
