import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that this budget starts full, as lesson 12's does.
 *
 * @fails stays within the budget `maxExtra`
 * @diagnosis Start it at 0
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { maxExtra = 1, afterMs } = options
  let tokens = 10
  return async (arg, callOptions) => {
    tokens = Math.min(10, tokens + maxExtra)
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
