import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that almost 1 is enough.
 *
 * @fails counts exactly: ten deposits of 0.1 allow one retry
 * @diagnosis refuse it while less than 1 is left
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      if (tokens < 0.95 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
