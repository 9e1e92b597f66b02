import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that it is enough to look ten times a second whether there is room.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis Capacity that idles is lost
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []

  const take = async (): Promise<void> => {
    while (performance.now() - (startsMs.at(-limit) ?? -Infinity) < perMs) await pause(perMs / 9)
    startsMs.push(performance.now())
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
