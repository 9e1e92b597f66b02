import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that the first of a sorted list is the quickest, whichever way it is sorted.
 *
 * @fails learns `afterMs` from the last answers
 * @diagnosis from quick to slow
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { afterMs, maxExtra, isSafe } = options
  const tookMs: number[] = []
  const percentile95 = (): number => {
    if (tookMs.length < 20) return Infinity
    return Number(tookMs.toSorted((a, b) => b - a)[Math.ceil(0.95 * tookMs.length) - 1])
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
