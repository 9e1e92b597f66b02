import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that `sort` leaves the array as it is.
 *
 * @fails learns `afterMs` from the last answers
 * @diagnosis sort a copy
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { afterMs, maxExtra, isSafe } = options
  const tookMs: number[] = []
  const percentile95 = (): number => {
    if (tookMs.length < 20) return Infinity
    // What `tookMs.sort()` does.
    tookMs.splice(0, Infinity, ...tookMs.toSorted((a, b) => a - b))
    return Number(tookMs[Math.ceil(0.95 * tookMs.length) - 1])
  }
  return async (arg, callOptions) => {
    const startMs = performance.now()
    const delayMs = afterMs === 'p95' ? percentile95() : afterMs
    const value = await inner(fn, { afterMs: delayMs, maxExtra, isSafe })(arg, callOptions)
    tookMs.push(performance.now() - startMs)
    if (tookMs.length > 200) tookMs.shift()
    return value
  }
}
