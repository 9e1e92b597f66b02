import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that a slow call has to be given up before another one is sent.
 *
 * @fails sends a second call only if the first takes longer than `afterMs`, and takes the first success
 * @diagnosis Hedging isn't a timeout
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, { afterMs }: HedgedOptions<Arg>): Hedged<Arg, T> {
  return async (arg, { signal = new AbortController().signal } = {}) => {
    const timeout = AbortSignal.timeout(Number(afterMs))
    try {
      return await fn(arg, { signal: AbortSignal.any([signal, timeout]) })
    } catch (error) {
      if (!timeout.aborted) throw error
      return await fn(arg, { signal })
    }
  }
}
