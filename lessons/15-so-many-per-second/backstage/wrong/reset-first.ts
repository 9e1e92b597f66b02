import { readQuota } from '../../read-quota.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the reset is the better source than `Retry-After`.
 *
 * @fails learns from what the server answers
 * @diagnosis counts more than the reset
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return {
    ...limiter,
    learn(response) {
      const headers = new Headers(response.headers)
      if (readQuota(headers) && response.status === 429) headers.delete('retry-after')
      limiter.learn({ status: response.status, headers })
    },
  }
}
