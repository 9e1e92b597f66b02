import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a bucket has to be filled before the first call.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis The bucket is full at the start
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const { limit, perMs, burst = limit, strict = options.burst === undefined } = options
  if (strict) return right(options)
  let tokens = 0
  let filledMs = performance.now()

  let last = Promise.resolve()
  const take = (): Promise<void> => {
    last = last.then(async () => {
      for (;;) {
        const nowMs = performance.now()
        tokens = Math.min(burst, tokens + ((nowMs - filledMs) * limit) / perMs)
        filledMs = nowMs
        if (tokens >= 1 - 1e-9) break
        await pause(((1 - tokens) * perMs) / limit)
      }
      tokens -= 1
    })
    return last
  }
  checkOptions(options)
  return { take, wrap: wrapWith(take), learn() {} }
}
