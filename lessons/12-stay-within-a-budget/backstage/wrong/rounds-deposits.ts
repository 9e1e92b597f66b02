import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that rounding to tenths mends floating point.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis Don't round to tenths
 */
export function retryBudget({ ratio = 0.1, burst = 10 }: RetryBudgetOptions = {}): RetryBudget {
  checkBudget({ ratio, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, Math.round((tokens + ratio) * 10) / 10)
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
