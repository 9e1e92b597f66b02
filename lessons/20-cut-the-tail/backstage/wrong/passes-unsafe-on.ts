import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that a single call needs no more than `fn` itself.
 *
 * @fails sends a second call only for what is safe to repeat
 * @diagnosis Reject at once, as in the task
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const load = inner(fn, options)
  const { isSafe = () => true } = options
  return async (arg, { signal = new AbortController().signal } = {}) => {
    signal.throwIfAborted()
    return isSafe(arg) ? load(arg, { signal }) : fn(arg, { signal })
  }
}
