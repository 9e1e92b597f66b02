import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that a call without room has to wait for the next full second.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis waits for the next multiple of
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const zeroMs = performance.now()
  let last = Promise.resolve()

  const take = async (): Promise<void> => {
    last = last.then(async () => {
      while (performance.now() - (startsMs.at(-limit) ?? -Infinity) < perMs) {
        await pause(perMs - ((performance.now() - zeroMs) % perMs))
      }
      startsMs.push(performance.now())
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
