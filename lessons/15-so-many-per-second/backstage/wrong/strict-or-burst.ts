import { checkOptions } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `strict` turns the bucket off.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis your code ignores the bucket
 */
export function rateLimiter({ burst, ...options }: RateLimiterOptions): RateLimiter {
  checkOptions({ ...options, burst })
  return right(options.strict || burst === undefined ? options : { ...options, burst })
}
