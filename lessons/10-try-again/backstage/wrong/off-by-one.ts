import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that `retries` is the number of attempts.
 *
 * @fails tries again after a failure, `retries` times at most
 * @diagnosis you counted the first attempt as a retry
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
      if (attempt >= retries || !(await shouldRetry(error, attempt))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    }
  }
}
