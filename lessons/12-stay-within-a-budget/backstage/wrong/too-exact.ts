import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that `Number.EPSILON` covers the error of any sum.
 *
 * @fails counts exactly: ten deposits of 0.1 allow one retry
 * @diagnosis `Number.EPSILON` is too small
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      if (tokens < 1 - Number.EPSILON) return false
      tokens -= 1
      return true
    },
  }
}
