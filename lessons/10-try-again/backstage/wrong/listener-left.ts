import type { Attempt, RetryOptions } from '../../types.ts'
import { untilAborted } from '../../until-aborted.ts'
import { isTransient } from '../solution.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that `once` removes a listener in any case. It does so when the signal aborts, and most signals never do.
 *
 * @fails leaves no timer and no listener behind, and keeps concurrent calls apart
 * @diagnosis listeners on the caller
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  if (typeof fn !== 'function') throw new TypeError('Expected a function')
  if (retries !== Infinity && !(Number.isInteger(retries) && retries >= 0)) {
    throw new RangeError(`Expected retries to be a whole number >= 0, got ${retries}`)
  }
  if (typeof delayMs === 'number') checkDelay(delayMs)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await untilAborted(signal, () => fn({ signal, attempt }))
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries) throw error
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      checkDelay(waitMs)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await sleep(waitMs, signal)
    }
  }
}

function checkDelay(ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`Expected delayMs >= 0, got ${ms}`)
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const timer = setTimeout(resolve, ms)
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
