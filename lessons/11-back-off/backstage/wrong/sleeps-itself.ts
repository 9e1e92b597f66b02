import { checkBackoff } from '../../check-options.ts'
import type { BackoffOptions, DelayMs } from '../../types.ts'

export { retryAfterMs } from '../solution.ts'

/**
 * Believes that the function waits, instead of returning how long to wait.
 *
 * @fails multiplies the longest wait by `factor` with each failure
 * @diagnosis does the waiting
 */
export function backoff(options: BackoffOptions): DelayMs {
  const { baseMs, maxMs, factor = 2, jitter = 'full', random = Math.random } = options
  checkBackoff({ baseMs, maxMs, factor, jitter })
  const sleep = async (attempt: number): Promise<void> => {
    const mostMs = Math.min(maxMs, baseMs * factor ** (attempt - 1))
    await new Promise((resolve) => setTimeout(resolve, mostMs * random()))
  }
  return sleep as unknown as DelayMs
}
