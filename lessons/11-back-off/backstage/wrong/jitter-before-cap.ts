import { checkAttempt, checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that it does not matter whether the cap or the dice come first.
 *
 * @fails keeps every wait between its bounds, whatever the dice say
 * @diagnosis First the cap, then the dice.
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    checkAttempt(attempt)
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    const waitMs = baseMs * factor ** (attempt - 1) * (fixedShare + (1 - fixedShare) * random())
    return (toldMs ?? 0) + Math.min(maxMs, waitMs)
  }
}
