import { checkAttempt, checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that waiting longer each time is what spares the server, and that chance has no place in a
 * program.
 *
 * @fails keeps every wait between its bounds, whatever the dice say
 * @diagnosis comes back in the same moment
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full' } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  return (attempt, error) => {
    checkAttempt(attempt)
    const waitMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    return (toldMs ?? 0) + waitMs
  }
}
