import { checkFunction } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `this` is the limiter in the function that `wrap` returns.
 *
 * @fails wraps a function, and a slow call doesn't delay the others
 * @diagnosis is the caller's, and not your limiter
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  return {
    ...right(options),
    wrap(fn) {
      checkFunction(fn)
      return async function (this: unknown, ...args) {
        await (this as RateLimiter).take()
        return fn.apply(this as never, args)
      }
    },
  }
}
