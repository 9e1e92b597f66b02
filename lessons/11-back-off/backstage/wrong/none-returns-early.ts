import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that `'none'` means that nothing else counts.
 *
 * @fails comes back no earlier than the server asks, and not all at once
 * @diagnosis The header counts with every `jitter`
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    if (jitter === 'none') return mostMs
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    return (askedMs ?? 0) + mostMs * (fixedShare + (1 - fixedShare) * random())
  }
}
