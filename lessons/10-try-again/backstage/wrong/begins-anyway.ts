import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that a signal says something only once work is under way.
 *
 * @fails stops at once when the caller gives up
 * @diagnosis an attempt was begun all the same
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fn({ signal, attempt })
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries || !(await shouldRetry(error, attempt))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    }
  }
}
