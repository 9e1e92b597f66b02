import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that a retry is to be told of when it begins.
 *
 * @fails waits before each further attempt, and not after the last
 * @diagnosis tell first, then wait
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await fn({ signal, attempt })
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries || !(await shouldRetry(error, attempt))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      await pause(waitMs, { signal })
      onRetry?.({ error, attempt, delayMs: waitMs })
    }
  }
}
