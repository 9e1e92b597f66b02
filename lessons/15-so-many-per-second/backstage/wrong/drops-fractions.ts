import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that only whole tokens count.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis the fraction of a token
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const { limit, perMs, burst = limit, strict = options.burst === undefined } = options
  if (strict) return right(options)
  let tokens = burst
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
      tokens = Math.floor(tokens + 1e-9) - 1
    })
    return last
  }
  checkOptions(options)
  return { take, wrap: wrapWith(take), learn() {} }
}
