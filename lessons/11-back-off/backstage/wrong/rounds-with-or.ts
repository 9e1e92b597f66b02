import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that `| 0` is a short way to make a number whole.
 *
 * @fails comes back no earlier than the server asks, and not all at once
 * @diagnosis which is 24.8 days in ms
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    return ((askedMs ?? 0) | 0) + mostMs * (fixedShare + (1 - fixedShare) * random())
  }
}
