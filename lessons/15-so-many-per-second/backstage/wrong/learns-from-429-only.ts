import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that only a 429 says something about the limit.
 *
 * @fails learns from what the server answers
 * @diagnosis counts with any status
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return {
    ...limiter,
    learn(response) {
      if (response.status === 429) limiter.learn(response)
    },
  }
}
