import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that what a quiet night saves may be spent at once.
 *
 * @fails stays within the budget `maxExtra`
 * @diagnosis The budget holds at most 10
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { maxExtra = 1, afterMs } = options
  let tokens = 0
  return async (arg, callOptions) => {
    tokens += maxExtra
    let sent = 0
    const work: Work<Arg, T> = (...args) => {
      sent += 1
      if (sent === 1) return fn(...args)
      if (tokens < 1 - 1e-9) return new Promise<T>(() => {})
      tokens -= 1
      return fn(...args)
    }
    return inner(work, { afterMs })(arg, callOptions)
  }
}
