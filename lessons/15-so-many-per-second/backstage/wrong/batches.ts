import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the next batch has to wait for a whole window after the last call of this one.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis after the newest call
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  let inBatch = 0
  let last = Promise.resolve()
  let newestMs = -Infinity

  const take = async (): Promise<void> => {
    last = last.then(async () => {
      if (inBatch === limit) {
        await pause(newestMs + perMs - performance.now())
        inBatch = 0
      }
      inBatch += 1
      newestMs = performance.now()
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
