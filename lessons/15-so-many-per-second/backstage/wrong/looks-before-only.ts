import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a signal that has not aborted when a call comes never will.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis while it waited, but `take` resolved
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  const take = async ({ signal }: TakeOptions = {}): Promise<void> => {
    signal?.throwIfAborted()
    await limiter.take()
  }
  return { ...limiter, take, wrap: wrapWith(take) }
}
