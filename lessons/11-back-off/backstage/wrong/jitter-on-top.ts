import { checkAttempt, checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that jitter is a bit of chance on top of the wait.
 *
 * @fails keeps every wait between its bounds, whatever the dice say
 * @diagnosis on top of the wait
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  return (attempt, error) => {
    checkAttempt(attempt)
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    const waitMs = baseMs * factor ** (attempt - 1) * (jitter === 'none' ? 1 : 1 + random())
    return (toldMs ?? 0) + Math.min(maxMs, waitMs)
  }
}
