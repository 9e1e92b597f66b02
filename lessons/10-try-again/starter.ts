import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
// Ready to use: `pause(ms, { signal })`, `sendOrder(shop, body, { idempotencyKey, signal })`, and
// `untilAborted(signal, work)` in './until-aborted.ts' for a star: it does what you wrote by hand in
// lessons 07 and 08.
import { pause } from './pause.ts'
import { sendOrder } from './send-order.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from './types.ts'

/**
 * Calls `fn`, and calls it again when it fails, as long as a retry is left and `shouldRetry` allows it.
 * It pauses before each retry.
 *
 * @throws What the last attempt threw, unchanged
 * @throws `signal.reason`, unchanged, as soon as the signal aborts
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, delayMs = 100 } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fn({ signal, attempt })
    } catch (error) {
      // TODO: with `retries: 2`, there should be 3 attempts. How many does this make?
      if (attempt >= retries) throw error
      // TODO: this retries whatever went wrong, even if the caller has aborted.
      await pause(typeof delayMs === 'number' ? delayMs : 100)
    }
  }
}

/** Whether the next attempt could succeed. */
export function isTransient(error: unknown): boolean {
  // TODO: a 404 is the same on every attempt.
  return error instanceof HttpError || error instanceof NetworkError
}

/**
 * Places an order once, even if it takes several attempts.
 *
 * @throws What `retry` throws, unchanged
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  // TODO: if the answer to the first attempt is lost, this places a second order.
  return retry(({ signal }) => sendOrder(shop, body, { signal }), options)
}
