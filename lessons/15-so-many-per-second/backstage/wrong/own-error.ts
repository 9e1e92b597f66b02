import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that an abort is an error of its own.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis `signal.reason` itself
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  const take = async ({ signal }: TakeOptions = {}): Promise<void> => {
    try {
      await limiter.take({ signal })
    } catch {
      throw new DOMException('The call was aborted', 'AbortError')
    }
  }
  return { ...limiter, take, wrap: wrapWith(take) }
}
