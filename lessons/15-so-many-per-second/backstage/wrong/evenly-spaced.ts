import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that 5 a second means one every 200 ms.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis ms apart, even if fewer than
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  let nextMs = 0

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const dueMs = Math.max(nowMs, nextMs)
    nextMs = dueMs + perMs / limit
    await pause(dueMs - nowMs)
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
