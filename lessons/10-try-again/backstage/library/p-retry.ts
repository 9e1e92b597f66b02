import type { NewOrder, Order } from '@overlap/mock-server'
import pRetry from 'p-retry'
import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import { sendOrder } from '../../send-order.ts'
import { untilAborted } from '../../until-aborted.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../../types.ts'

export { isTransient } from '../solution.ts'

/** p-retry doesn't retry what is not an Error, nor most TypeErrors. */
class Failure extends Error {}

/**
 * The same with p-retry. It computes its own delays, so ours is a pause in `shouldRetry`. Its
 * `onFailedAttempt` is also called after the last failure, so it can't be our `onRetry`. It waits for
 * an attempt that ignores the signal, hence `untilAborted`.
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  if (typeof fn !== 'function') throw new TypeError('Expected a function')
  if (retries !== Infinity && !(Number.isInteger(retries) && retries >= 0)) {
    throw new RangeError(`retries: ${retries}`)
  }
  if (typeof delayMs === 'number') checkDelay(delayMs)
  const work = async (attempt: number): Promise<T> => {
    try {
      return await untilAborted(signal, () => fn({ signal, attempt }))
    } catch (cause) {
      signal.throwIfAborted()
      throw new Failure('the attempt failed', { cause })
    }
  }
  const again = async ({ cause: error }: Error, attempt: number): Promise<boolean> => {
    signal.throwIfAborted()
    if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) return false
    const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
    checkDelay(waitMs)
    onRetry?.({ error, attempt, delayMs: waitMs })
    await pause(waitMs, { signal })
    return true
  }
  try {
    return await pRetry(work, {
      retries,
      minTimeout: 0,
      shouldRetry: ({ error, attemptNumber }) => again(error, attemptNumber),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof Failure ? error.cause : error
  }
}

function checkDelay(delayMs: number): void {
  if (!(Number.isFinite(delayMs) && delayMs >= 0)) throw new RangeError(`delayMs: ${delayMs}`)
}

export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...options,
    ...more,
  })
}
