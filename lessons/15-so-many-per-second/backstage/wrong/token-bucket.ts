import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a token bucket keeps to the limit in every second.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis Your limiter is a token bucket
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  let tokens = limit
  let filledMs = performance.now()
  let last = Promise.resolve()

  const take = async (): Promise<void> => {
    last = last.then(async () => {
      for (;;) {
        const nowMs = performance.now()
        tokens = Math.min(limit, tokens + ((nowMs - filledMs) * limit) / perMs)
        filledMs = nowMs
        if (tokens >= 1 - 1e-9) break
        await pause(((1 - tokens) * perMs) / limit)
      }
      tokens -= 1
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
