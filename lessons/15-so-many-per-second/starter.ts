import { checkFunction, checkOptions } from './check-options.ts'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from './types.ts'

// For the stars:
// import { retryAfterMs } from '@overlap/lesson-11'
// import { readQuota } from './read-quota.ts'

/**
 * Makes a limiter that lets `limit` calls start within `perMs`. `types.ts` documents its functions.
 *
 * @throws {TypeError | RangeError} if an option is wrong.
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)

  async function take(): Promise<void> {
    // TODO: wait until one more call may start. `performance.now()` is the time, and `pause.ts` waits.
  }

  return {
    take,

    wrap(fn) {
      checkFunction(fn)
      return async function (...args) {
        // TODO: await `take()` first, then call `fn`.
        return fn.apply(this, args)
      }
    },

    learn() {
      // A star.
    },
  }
}

/** A star: limits each key separately. */
export function perKey(options: RateLimiterOptions): KeyedLimiter {
  checkOptions(options)
  return { take: async () => {}, size: 0 }
}
