import { retryBudget } from '@overlap/lesson-12'
import type { Hedged, HedgedOptions, Work } from '../../types.ts'
import { hedged as inner } from '../solution.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that each call can count for itself.
 *
 * @fails stays within the budget `maxExtra`
 * @diagnosis which limits nothing
 */
export function hedged<Arg, T>(fn: Work<Arg, T>, options: HedgedOptions<Arg>): Hedged<Arg, T> {
  const { maxExtra = 1 } = options
  return async (arg, callOptions) => {
    const budget = retryBudget({ ratio: maxExtra, burst: 1 })
    budget.deposit()
    const isSafe = (): boolean => budget.withdraw()
    return inner(fn, { afterMs: options.afterMs, isSafe })(arg, callOptions)
  }
}
