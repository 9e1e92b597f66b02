import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that the wait after a `Retry-After` is always fully random, whatever `jitter` is.
 *
 * @fails comes back no earlier than the server asks, and not all at once
 * @diagnosis plus your own wait
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const ownMs = mostMs * (fixedShare + (1 - fixedShare) * random())
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    return askedMs === undefined ? ownMs : askedMs + mostMs * random()
  }
}
