import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that one more may start while `limit` calls are in the window.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis That's one too many
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const dueMs = Math.max(
      nowMs,
      startsMs.at(-1) ?? 0,
      (startsMs.at(-limit - 1) ?? -Infinity) + perMs,
    )
    startsMs.push(dueMs)
    await pause(dueMs - nowMs)
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
