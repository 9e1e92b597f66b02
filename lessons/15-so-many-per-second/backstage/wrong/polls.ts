import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a look every 5 ms is as good as the right wait.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis looks again every few ms
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const leftMs = (): number => (startsMs.at(-limit) ?? -Infinity) + perMs - performance.now()
  let last = Promise.resolve()

  const take = (): Promise<void> => {
    last = last.then(async () => {
      while (leftMs() > 0) await pause(5)
      startsMs.push(performance.now())
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
