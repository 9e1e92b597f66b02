import { checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'
import { wrapWith } from '../wrap-with.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that the order of waiting calls does not matter, and takes them from a stack.
 *
 * @fails lets a call start as soon as there is room, first come, first served
 * @diagnosis First come, first served
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const waiting: (() => void)[] = []
  let isBusy = false
  const run = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    while (waiting.length > 0) {
      await pause((startsMs.at(-limit) ?? -Infinity) + perMs - performance.now())
      startsMs.push(performance.now())
      waiting.pop()?.()
    }
    isBusy = false
  }

  const take = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting.push(resolve)
    void run()
    return promise
  }
  return { take, wrap: wrapWith(take), learn() {} }
}
