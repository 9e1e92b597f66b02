import type { NewOrder, Order } from '@overlap/mock-server'
// Ready to use; have a look at them.
import { pause } from './pause.ts'
import { sendOrder } from './send-order.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from './types.ts'
// And `untilAborted(signal, work)`, from './until-aborted.ts'.

/**
 * Does a piece of work, and does it again when it fails, as long as `shouldRetry` says so and a retry
 * is left.
 *
 * @throws What the last attempt threw, untouched; `onRetry` has been told of the ones before
 * @throws `signal.reason`, untouched and at once, if the caller gives up
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, delayMs = 100 } = options
  const { signal = new AbortController().signal } = options
  for (let attempt = 1; attempt < retries; attempt += 1) {
    try {
      return await fn({ signal, attempt })
    } catch {
      // TODO: whatever it was? Even if the caller has given up? And is anybody told?
      await pause(typeof delayMs === 'number' ? delayMs : delayMs(attempt, undefined))
    }
  }
  return fn({ signal, attempt: retries })
}

/** Whether an error may be gone when the same is asked again. */
export function isTransient(error: unknown): boolean {
  // TODO: some errors will be the same tomorrow.
  return error instanceof Error
}

/**
 * Places an order, once, in as many attempts as it takes.
 *
 * `idempotencyKey: null` says that the shop knows no such keys.
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  // TODO: when the answer to the first attempt is lost, this places a second order.
  return retry(({ signal }) => sendOrder(shop, body, { signal }), options)
}
