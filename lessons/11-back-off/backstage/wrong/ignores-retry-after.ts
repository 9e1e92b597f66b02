import { checkBackoff } from '../../check-options.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that the formula knows how long a server needs.
 *
 * @fails comes back no earlier than the server asks, and not all at once
 * @diagnosis Does your code use what they return
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt) => {
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    return mostMs * (fixedShare + (1 - fixedShare) * random())
  }
}
