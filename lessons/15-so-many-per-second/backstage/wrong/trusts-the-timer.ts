import { checkOptions } from '../../check-options.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `setTimeout` waits at least as long as it was asked to.
 *
 * @fails lets no window hold more than `limit` calls
 * @diagnosis A timer fired 1 ms early
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const leftMs = (): number => (startsMs.at(-limit) ?? -Infinity) + perMs - performance.now()
  let last = Promise.resolve()

  const take = (): Promise<void> => {
    last = last.then(async () => {
      const ms = Math.ceil(leftMs())
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
      startsMs.push(performance.now())
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
