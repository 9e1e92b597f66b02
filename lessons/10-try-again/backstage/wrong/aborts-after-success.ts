import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'
import { untilAborted } from '../../until-aborted.ts'
import { isTransient } from '../solution.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that a signal is cleaned up by aborting it.
 *
 * @fails stops when the signal aborts, even during a pause
 * @diagnosis the signal that `fn` got was aborted
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
    const controller = new AbortController()
    const own = AbortSignal.any([signal, controller.signal])
    try {
      return await untilAborted(signal, () => fn({ signal: own, attempt }))
    } catch (error) {
      signal.throwIfAborted()
      if (attempt > retries) throw error
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) throw error
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      checkDelay(waitMs)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    } finally {
      controller.abort()
    }
  }
}

function checkDelay(ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`Expected delayMs >= 0, got ${ms}`)
}
