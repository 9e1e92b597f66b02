import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that counting in whole calls avoids rounding.
 *
 * @fails counts exactly: ten deposits of 0.1 allow one retry
 * @diagnosis a budget that divides by `ratio`
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  if (ratio === 0) {
    let left = Math.floor(burst)
    return { deposit() {}, withdraw: () => (left -= 1) >= 0 }
  }
  const price = 1 / ratio
  let calls = burst * price
  return {
    deposit() {
      calls = Math.min(burst * price, calls + 1)
    },
    withdraw() {
      if (calls < price) return false
      calls -= price
      return true
    },
  }
}
