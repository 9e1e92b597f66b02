import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a listener with `once` removes itself.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis abort listener
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  const take = async ({ signal }: TakeOptions = {}): Promise<void> => {
    signal?.addEventListener('abort', () => {}, { once: true })
    await limiter.take({ signal })
  }
  return { ...limiter, take, wrap: wrapWith(take) }
}
