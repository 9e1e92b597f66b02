import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that whatever fails comes as a rejected promise, so that `catch` on the promise is enough.
 *
 * @fails tries again after a failure, `retries` times at most
 * @diagnosis before it had made a promise
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  const begin = (attempt: number): Promise<T> => {
    const running = fn({ signal, attempt }) as Promise<T>
    return running.catch(async (error: unknown) => {
      signal.throwIfAborted()
      if (attempt > retries || !(await shouldRetry(error, attempt))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
      return begin(attempt + 1)
    })
  }
  signal.throwIfAborted()
  return begin(1)
}
