import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a call counts from the moment when it came.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis or the moment when the call came
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const cameMs: number[] = []
  let last = Promise.resolve()

  const take = async (): Promise<void> => {
    const nowMs = performance.now()
    const beforeMs = cameMs.at(-limit) ?? -Infinity
    cameMs.push(nowMs)
    last = last.then(() => pause(beforeMs + perMs - performance.now()))
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
