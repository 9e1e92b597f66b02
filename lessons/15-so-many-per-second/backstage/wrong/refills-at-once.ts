import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a bucket is filled up once in every window.
 *
 * @fails is a token bucket if it has a `burst`
 * @diagnosis Your tokens come back all at once
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const { limit, perMs, burst = limit, strict = options.burst === undefined } = options
  if (strict) return right(options)
  let tokens = burst
  let filledMs = performance.now()

  let last = Promise.resolve()
  const take = (): Promise<void> => {
    last = last.then(async () => {
      if (performance.now() - filledMs >= perMs) {
        tokens = burst
        filledMs = performance.now()
      }
      if (tokens === 0) {
        await pause(filledMs + perMs - performance.now())
        tokens = burst
        filledMs = performance.now()
      }
      tokens -= 1
    })
    return last
  }
  checkOptions(options)
  return { take, wrap: wrapWith(take), learn() {} }
}
