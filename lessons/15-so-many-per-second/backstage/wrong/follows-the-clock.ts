import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that `Date.now()` only goes forward.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis which only goes forward
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const leftMs = (): number => (startsMs.at(-limit) ?? -Infinity) + perMs - Date.now()
  let last = Promise.resolve()

  const take = (): Promise<void> => {
    last = last.then(async () => {
      while (leftMs() > 0) await pause(leftMs())
      startsMs.push(Date.now())
    })
    return last
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
