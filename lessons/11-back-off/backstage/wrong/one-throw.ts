import { checkAttempt, checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that a client needs one random number, and keeps it.
 *
 * @fails spreads 100 clients whose first try failed together
 * @diagnosis The dice have to be thrown for each wait
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  const share = fixedShare + (1 - fixedShare) * random()
  return (attempt, error) => {
    checkAttempt(attempt)
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    return (toldMs ?? 0) + Math.min(maxMs, baseMs * factor ** (attempt - 1)) * share
  }
}
