import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the place it waits for is still free after the wait.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis Several waiting calls saw the same free place
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const beforeMs = startsMs.at(-limit) ?? -Infinity
    if (nowMs - beforeMs < perMs) await pause(beforeMs + perMs - nowMs)
    startsMs.push(performance.now())
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
