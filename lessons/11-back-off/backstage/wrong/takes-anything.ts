import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that nobody gives a wait of 0 or NaN.
 *
 * @fails refuses options that make no sense
 * @diagnosis taken as it is
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  const fixedShare = { none: 1, equal: 0.5, full: 0 }[jitter]
  return (attempt, error) => {
    const headers = headersOf(error)
    const toldMs = headers && retryAfterMs(headers, Date.now())
    const longestMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    return (toldMs ?? 0) + longestMs * (fixedShare + (1 - fixedShare) * random())
  }
}
