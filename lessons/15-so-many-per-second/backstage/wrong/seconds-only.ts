import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `Retry-After` is always a number of seconds.
 *
 * @fails learns from what the server answers
 * @diagnosis It may be a number of seconds or a date
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const limiter = right(options)
  return {
    ...limiter,
    learn(response) {
      const headers = new Headers(response.headers)
      if (Number.isNaN(Number(headers.get('retry-after')))) headers.delete('retry-after')
      limiter.learn({ status: response.status, headers })
    },
  }
}
