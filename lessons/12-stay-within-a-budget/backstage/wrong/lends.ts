import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that there is a retry as long as the budget is not empty.
 *
 * @fails keeps the retries of an outage within the budget
 * @diagnosis ask whether 1 is left
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      if (tokens <= 0) return false
      tokens -= 1
      return true
    },
  }
}
