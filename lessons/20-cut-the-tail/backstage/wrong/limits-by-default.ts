import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that a budget of 1 for each call limits nothing.
 *
 * @fails stays within the budget `maxExtra`
 * @diagnosis use no budget then
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { maxExtra = 1 } = options
  return inner(fn, { ...options, maxExtra })
}
