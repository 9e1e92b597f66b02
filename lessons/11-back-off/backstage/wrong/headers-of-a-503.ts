import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that only a 503 or a 429 says when to come back.
 *
 * @fails comes back no earlier than the server asks, and not all at once
 * @diagnosis The header counts for every
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const { status } = (error ?? {}) as { status?: number }
    const headers = status === 503 || status === 429 ? headersOf(error) : undefined
    const askedMs = headers && retryAfterMs(headers, Date.now())
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    return (askedMs ?? 0) + mostMs * (fixedShare + (1 - fixedShare) * random())
  }
}
