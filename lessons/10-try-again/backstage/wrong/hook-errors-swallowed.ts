import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'
import { untilAborted } from '../../until-aborted.ts'
import { isTransient } from '../solution.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that a hook may never stop the retries.
 *
 * @fails calls `shouldRetry`, `delayMs` and `onRetry` at the right moments
 * @diagnosis An error in a hook must end the retries
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
      try {
        onRetry?.({ error, attempt, delayMs: waitMs })
      } catch {
        // only a log
      }
      await pause(waitMs, { signal })
    }
  }
}

function checkDelay(ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`Expected delayMs >= 0, got ${ms}`)
}
