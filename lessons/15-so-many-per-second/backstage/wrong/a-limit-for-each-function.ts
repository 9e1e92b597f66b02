import { checkFunction, checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that each wrapped function has a limit of its own.
 *
 * @fails wraps a function, and a slow call holds nothing up
 * @diagnosis shares its `limit`
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const dueMs = Math.max(nowMs, startsMs.at(-1) ?? 0, (startsMs.at(-limit) ?? -Infinity) + perMs)
    startsMs.push(dueMs)
    await pause(dueMs - nowMs)
  }
  return {
    take,
    learn() {},
    wrap(fn) {
      checkFunction(fn)
      const own = right(options)
      return own.wrap(fn)
    },
  }
}
