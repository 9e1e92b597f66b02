import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a window begins with a call, and the next window when it is over.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis Your windows begin with the first call
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  let fromMs = -Infinity
  let count = 0

  const take = async (): Promise<void> => {
    for (;;) {
      const nowMs = performance.now()
      if (nowMs - fromMs >= perMs) {
        fromMs = nowMs
        count = 0
      }
      count += 1
      if (count <= limit) return
      await pause(fromMs + perMs - nowMs)
    }
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
