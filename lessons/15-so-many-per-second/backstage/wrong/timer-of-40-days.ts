import { retryAfterMs } from '@overlap/lesson-11'
import type { RateLimiter, RateLimiterOptions, LimitedResponse, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `setTimeout` waits as long as it is told.
 *
 * @fails learns from what the server answers
 * @diagnosis can't wait longer than 24.8 days
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  let openMs = 0
  const take = async (takeOptions: TakeOptions = {}): Promise<void> => {
    const leftMs = openMs - performance.now()
    if (leftMs > 2 ** 31) await new Promise((resolve) => setTimeout(resolve, leftMs))
    else await limiter.take(takeOptions)
  }
  const learn = (response: LimitedResponse): void => {
    openMs = performance.now() + (retryAfterMs(response, Date.now()) ?? 0)
    if (openMs - performance.now() < 2 ** 31) limiter.learn(response)
  }
  return { take, wrap: wrapWith(take), learn }
}
