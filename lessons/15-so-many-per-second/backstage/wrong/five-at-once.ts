import { checkFunction, checkOptions } from '../../check-options.ts'
import { pause } from '../../pause.ts'
import type { RateLimiter, RateLimiterOptions } from '../../types.ts'

export { perKey } from '../solution.ts'

/**
 * Believes that 5 at once is 5 a second: a place is free again when a call has ended.
 *
 * @fails wraps a function, and a slow call doesn't delay the others
 * @diagnosis limits how many calls are in flight
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  checkOptions(options)
  const { limit, perMs } = options
  const startsMs: number[] = []
  const leftMs = (): number => (startsMs.at(-limit) ?? -Infinity) + perMs - performance.now()
  let last = Promise.resolve()
  const take = (): Promise<void> => {
    last = last.then(async () => {
      while (leftMs() > 0) await pause(leftMs())
      startsMs.push(performance.now())
    })
    return last
  }
  const running = new Set<Promise<unknown>>()
  return {
    take,
    learn() {},
    wrap(fn) {
      checkFunction(fn)
      return async function (...args) {
        while (running.size >= limit) await Promise.race(running)
        const call = take().then(() => fn.apply(this, args))
        const ended: Promise<unknown> = call.then(
          () => running.delete(ended),
          () => running.delete(ended),
        )
        running.add(ended)
        return call
      }
    },
  }
}
