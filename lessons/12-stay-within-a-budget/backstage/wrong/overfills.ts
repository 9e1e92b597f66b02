import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that a budget that has room for a part of a deposit has room for all of it.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis cut off the rest
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      if (tokens < burst) tokens += ratio
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
