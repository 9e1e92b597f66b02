import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that equal jitter is full jitter with a minimum.
 *
 * @fails keeps part of the wait fixed for `equal` and `none`, and refuses invalid options
 * @diagnosis Then many clients wait exactly half
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    const waitMs = jitter === 'none' ? mostMs : mostMs * random()
    return (askedMs ?? 0) + Math.max(mostMs * fixedShare, waitMs)
  }
}
