import type { NewOrder, Order } from '@overlap/mock-server'
import pRetry from 'p-retry'
import { isTransient } from '../solution.ts'
import { pause } from '../../pause.ts'
import { sendOrder } from '../../send-order.ts'
import { untilAborted } from '../../until-aborted.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../../types.ts'

export { isTransient } from '../solution.ts'

/**
 * The same with p-retry. It reckons its delays itself, so one of your own is waited for in
 * `shouldRetry`. (Its `onFailedAttempt` is told of the last failure, too, so it is no `onRetry`.) It
 * waits for an attempt that does not listen to the signal, and so `untilAborted` stands around it.
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  if (retries !== Infinity && !(Number.isInteger(retries) && retries >= 0)) {
    throw new RangeError(`retries: ${retries}`)
  }
  if (typeof delayMs === 'number') checkDelay(delayMs)
  return pRetry((attempt) => untilAborted(signal, () => fn({ signal, attempt })), {
    retries,
    signal,
    minTimeout: 0,
    shouldRetry: async ({ error, attemptNumber: attempt }) => {
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) return false
      const waitMs = typeof delayMs === 'number' ? delayMs : delayMs(attempt, error)
      checkDelay(waitMs)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
      return true
    },
  })
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
