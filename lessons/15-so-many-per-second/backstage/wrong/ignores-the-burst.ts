import { checkOptions } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the sliding window is enough for everything.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis ignores `burst`
 */
export function rateLimiter({ burst, strict, ...options }: RateLimiterOptions): RateLimiter {
  checkOptions({ ...options, burst, strict })
  return right(strict === false && burst === undefined ? { ...options, strict } : options)
}
