import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that one timer, set when the function is made, serves all callers.
 *
 * @fails sends a second call only if the first takes longer than `afterMs`, and takes the first success
 * @diagnosis Your code counts from the call of `hedged`
 */
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function hedged<Arg, T>(fn: Work<Arg, T>, { afterMs }: HedgedOptions<Arg>): Hedged<Arg, T> {
  const isDue = sleep(Number(afterMs))
  return async (arg, { signal = new AbortController().signal } = {}) => {
    const first = Promise.try(fn, arg, { signal })
    const isSlow = await Promise.race([first.then(() => false), isDue.then(() => true)])
    if (!isSlow) return first
    return Promise.any([first, Promise.try(fn, arg, { signal })])
  }
}
