import { checkAttempt, checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that the attempt which failed first has the number 0.
 *
 * @fails waits longer after each failure, but never longer than maxMs
 * @diagnosis Attempts count from 1
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    checkAttempt(attempt)
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    const longestMs = Math.min(maxMs, baseMs * factor ** attempt)
    return (toldMs ?? 0) + longestMs * (fixedShare + (1 - fixedShare) * random())
  }
}
