import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that `return` inside `try` catches whatever comes of the call.
 *
 * @fails tries again after a failure, `retries` times at most
 * @diagnosis Write `return await`
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      // oxlint-disable-next-line typescript/return-await -- the mistake on show
      return Promise.resolve(fn({ signal, attempt }))
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries || !(await shouldRetry(error, attempt))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    }
  }
}
