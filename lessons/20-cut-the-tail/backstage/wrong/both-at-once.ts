import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that the sooner the second call is sent, the better.
 *
 * @fails sends a second call only if the first takes longer than `afterMs`, and takes the first success
 * @diagnosis every caller costs two calls
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, { afterMs }: HedgedOptions<Arg>): Hedged<Arg, T> {
  return async (arg, { signal = new AbortController().signal } = {}) => {
    const controllers = [new AbortController(), new AbortController()]
    const calls = controllers.map(async (controller) => {
      const value = await fn(arg, { signal: AbortSignal.any([signal, controller.signal]) })
      return { controller, value }
    })
    void afterMs
    const { controller: winner, value } = await Promise.any(calls)
    for (const controller of controllers) if (controller !== winner) controller.abort()
    return value
  }
}
