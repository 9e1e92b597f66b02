import { checkFunction, checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that calls wait for each other in a queue until they have ended.
 *
 * @fails wraps a function, and a slow call holds nothing up
 * @diagnosis run one after another
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
  let last = Promise.resolve()
  return {
    take,
    learn() {},
    wrap(fn) {
      checkFunction(fn)
      return function (...args) {
        const call = last.then(take).then(() => fn.apply(this, args))
        last = call.then(
          () => {},
          () => {},
        )
        return call
      }
    },
  }
}
