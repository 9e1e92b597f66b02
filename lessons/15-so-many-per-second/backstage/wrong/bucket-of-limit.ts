import { checkOptions } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a bucket always holds `limit` tokens.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis Your bucket holds `limit` tokens
 */
export function rateLimiter({ burst, ...options }: RateLimiterOptions): RateLimiter {
  checkOptions({ ...options, burst })
  return right({ strict: burst === undefined, ...options })
}
