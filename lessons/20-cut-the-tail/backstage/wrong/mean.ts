import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that the average says how long a call takes.
 *
 * @fails learns `afterMs` from the last answers
 * @diagnosis That is the mean
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { afterMs, maxExtra, isSafe } = options
  const tookMs: number[] = []
  const meanMs = (): number => tookMs.reduce((sum, ms) => sum + ms, 0) / tookMs.length
  return async (arg, callOptions) => {
    const startMs = performance.now()
    const isLearned = afterMs === 'p95' && tookMs.length >= 20
    const delayMs = isLearned ? meanMs() : afterMs
    const value = await inner(fn, { afterMs: delayMs, maxExtra, isSafe })(arg, callOptions)
    tookMs.push(performance.now() - startMs)
    if (tookMs.length > 200) tookMs.shift()
    return value
  }
}
