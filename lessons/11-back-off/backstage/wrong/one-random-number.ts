import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that one random number for each backoff is enough.
 *
 * @fails makes each wait a random part of the longest
 * @diagnosis once for all of them
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  const share = fixedShare + (1 - fixedShare) * random()
  return (attempt, error) => {
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    return (askedMs ?? 0) + Math.min(maxMs, baseMs * factor ** (attempt - 1)) * share
  }
}
