import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that an `abort` listener also hears of an abort that is over.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis fires no event
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  const take = async ({ signal }: TakeOptions = {}): Promise<void> => {
    const controller = new AbortController()
    const abort = (): void => controller.abort(signal?.reason)
    signal?.addEventListener('abort', abort)
    try {
      await limiter.take({ signal: controller.signal })
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }
  return { ...limiter, take, wrap: wrapWith(take) }
}
