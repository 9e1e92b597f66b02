import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that only `take` needs a signal.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis Pass the options of `wrap` on to `take`
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return { ...limiter, wrap: (fn) => limiter.wrap(fn) }
}
