import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that a service without errors has earned more retries.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis never holds more than `burst`
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens += ratio
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
