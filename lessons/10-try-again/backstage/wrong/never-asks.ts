import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that a failure is a failure, and any of them may be gone the next time.
 *
 * @fails does what `shouldRetry` says
 * @diagnosis and there was a third
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await fn({ signal, attempt })
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    }
  }
}
