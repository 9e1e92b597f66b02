import { checkOptions } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a limiter refuses what is too much, as a server does.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis doesn't refuse calls
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    if (nowMs - (startsMs.at(-limit) ?? -Infinity) < perMs) throw new Error('Too many calls')
    startsMs.push(nowMs)
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
