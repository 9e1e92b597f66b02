import { checkBudget } from '../../check-options.ts'
import type { RetryBudget, RetryBudgetOptions } from '../../types.ts'

export { keepTrying } from '../solution.ts'

/**
 * Believes that `||` replaces only what is missing.
 *
 * @fails keeps a budget that deposits fill and retries use up
 * @diagnosis `||` replaces 0 with the default
 */
export function retryBudget(options: RetryBudgetOptions = {}): RetryBudget {
  const ratio = options.ratio || 0.1
  const burst = options.burst || 10
  checkBudget({ ratio: options.ratio ?? 0.1, burst })
  let tokens = burst
  return {
    deposit() {
      tokens = Math.min(burst, tokens + ratio)
    },
    withdraw() {
      if (tokens < 1 - 1e-9) return false
      tokens -= 1
      return true
    },
  }
}
