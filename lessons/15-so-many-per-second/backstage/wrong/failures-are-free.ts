import { checkFunction, checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a call that failed does not count.
 *
 * @fails wraps a function, and a slow call holds nothing up
 * @diagnosis A call that failed counts, too
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
      return async function (...args) {
        await take()
        try {
          return await fn.apply(this, args)
        } catch (error) {
          startsMs.pop()
          throw error
        }
      }
    },
  }
}
