import { readQuota } from '../../read-quota.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that an empty quota always means to wait for the reset.
 *
 * @fails learns from what the server answers
 * @diagnosis Your limiter had no room itself
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return {
    ...limiter,
    learn(response) {
      const isEmpty = readQuota(response.headers)?.remaining === 0
      limiter.learn({ ...response, status: isEmpty ? 429 : response.status })
    },
  }
}
