import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that longer waits spread the clients, and that randomness has no place in a program.
 *
 * @fails makes each wait a random part of the longest
 * @diagnosis However long that wait is
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full' } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  return (attempt, error) => {
    const waitMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    return (askedMs ?? 0) + waitMs
  }
}
