import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a limit per second is a counter that begins anew with each second.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis Your windows begin anew every
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  let window = -1
  let count = 0

  const take = async (): Promise<void> => {
    for (;;) {
      const nowMs = performance.now()
      const current = Math.floor(nowMs / perMs)
      if (current !== window) {
        window = current
        count = 0
      }
      count += 1
      if (count <= limit) return
      await pause((current + 1) * perMs - nowMs)
    }
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
