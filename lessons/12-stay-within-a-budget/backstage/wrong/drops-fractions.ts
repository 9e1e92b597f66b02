import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that a withdrawal leaves a whole number.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis leaves the fraction
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens = Math.floor(tokens + 1e-9) - 1
      return true
    },
  }
}
