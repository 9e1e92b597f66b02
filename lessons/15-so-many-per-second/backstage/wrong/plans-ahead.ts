import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a call starts when it was planned to start.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis so a timer fired late
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const plannedMs: number[] = []

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const dueMs = Math.max(nowMs, (plannedMs.at(-limit) ?? -Infinity) + perMs)
    plannedMs.push(dueMs)
    if (dueMs > nowMs) await pause(dueMs - nowMs)
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
