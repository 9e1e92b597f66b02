import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that it is enough to reject the call whose signal has aborted.
 *
 * @fails gives an aborted call's place to the next one
 * @diagnosis An aborted call must not use up a place
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  const take = async ({ signal }: TakeOptions = {}): Promise<void> => {
    signal?.throwIfAborted()
    const { promise, reject } = Promise.withResolvers<never>()
    const leave = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', leave)
    try {
      await Promise.race([limiter.take(), promise])
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }
  return { ...limiter, take, wrap: wrapWith(take) }
}
