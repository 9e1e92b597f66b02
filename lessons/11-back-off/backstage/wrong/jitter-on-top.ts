import { checkBackoff } from '../../check-options.ts'
import { headersOf } from '../../headers-of.ts'
import { retryAfterMs } from '../solution.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that a random wait is the usual wait and something more.
 *
 * @fails multiplies the longest wait by `factor` with each failure
 * @diagnosis The random part was added to the wait
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  return (attempt, error) => {
    const headers = headersOf(error)
    const askedMs = headers && retryAfterMs(headers, Date.now())
    const waitMs = baseMs * factor ** (attempt - 1) * (jitter === 'none' ? 1 : 1 + random())
    return (askedMs ?? 0) + Math.min(maxMs, waitMs)
  }
}
