import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions, TakeOptions } from '../../types.ts'
import { rateLimiter as right } from '../solution.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that it is early enough to look at the signal when the turn has come.
 *
 * @fails leaves its place to the next call when its signal aborts
 * @diagnosis reject as soon as the signal aborts
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  if (options.burst !== undefined || options.strict === false) return right(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  let last = Promise.resolve()
  const take = ({ signal }: TakeOptions = {}): Promise<void> => {
    const turn = last.then(async () => {
      signal?.throwIfAborted()
      await pause((startsMs.at(-limit) ?? -Infinity) + perMs - performance.now())
      signal?.throwIfAborted()
      startsMs.push(performance.now())
    })
    last = turn.catch(() => {})
    return turn
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
