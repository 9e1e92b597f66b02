import { pause } from '../../pause.ts'
import type { Attempt, RetryOptions } from '../../types.ts'
import { untilAborted } from '../../until-aborted.ts'
import { isTransient } from '../solution.ts'

export { isTransient, placeOrder } from '../solution.ts'

/**
 * Believes that `||` is how a default is written.
 *
 * @fails calls `fn` again after a failure, `retries` times at most
 * @diagnosis `delayMs || 100` turns 0 into 100
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, onRetry } = options
  const { signal = new AbortController().signal } = options
  const delayMs = options.delayMs || 100
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
      await pause(waitMs, { signal })
    }
  }
}

function checkDelay(ms: number): void {
  if (!(ms >= 0 && ms < Infinity)) throw new RangeError(`Expected delayMs >= 0, got ${ms}`)
}
