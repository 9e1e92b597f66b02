import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that it doesn't matter whether the cap or the jitter comes first.
 *
 * @fails never waits longer than `maxMs`
 * @diagnosis Cap first, then multiply
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    const waitMs = baseMs * factor ** (attempt - 1) * (fixedShare + (1 - fixedShare) * random())
    return (askedMs ?? 0) + Math.min(maxMs, waitMs)
  }
}
