import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that calls that look again after each wait take turns by themselves.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis A new call must not take the place of one that waits
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const leftMs = (): number => (startsMs.at(-limit) ?? -Infinity) + perMs - performance.now()

  const take = async (): Promise<void> => {
    while (leftMs() > 0) await pause(leftMs())
    startsMs.push(performance.now())
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
