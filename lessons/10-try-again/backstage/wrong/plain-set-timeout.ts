import { isTransient } from '../solution.ts'
import { untilAborted } from '../../until-aborted.ts'
import type { Attempt, RetryOptions } from '../../types.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that `setTimeout` waits for as long as it is told.
 *
 * @fails waits for any time, and refuses numbers that make no sense
 * @diagnosis `setTimeout` takes 2^31 - 1 ms
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  if (!(retries >= 0) || (Number.isFinite(retries) && !Number.isInteger(retries))) {
    throw new RangeError(`Expected retries to be a whole number >= 0, got ${retries}`)
  }
  if (typeof delayMs === 'number' && !(delayMs >= 0)) {
    throw new RangeError(`Expected delayMs >= 0, got ${delayMs}`)
  }
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    try {
      return await untilAborted(signal, () => fn({ signal, attempt }))
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries) throw error
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await sleep(waitMs, signal)
    }
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const stop = (): void => reject(signal.reason)
  const timer = setTimeout(resolve, ms)
  signal.addEventListener('abort', stop)
  try {
    await promise
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
