import { checkFunction } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a function that is called later still has its arguments.
 *
 * @fails wraps a function, and a slow call doesn't delay the others
 * @diagnosis Pass on all of them
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return {
    ...limiter,
    wrap(fn, takeOptions) {
      checkFunction(fn)
      const call = fn as (this: unknown) => ReturnType<typeof fn>
      return async function () {
        await limiter.take(takeOptions)
        return call.call(this)
      }
    },
  }
}
