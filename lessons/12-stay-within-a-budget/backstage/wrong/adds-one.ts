import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that each deposit allows one more retry.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis in which each deposit adds 1
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + Math.ceil(ratio))
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
