import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that an error should say which operation failed, and that its cause is enough for the rest.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis Throw what `retry` throws, unchanged
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  const placed = retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...options,
    ...more,
  })
  return placed.catch((cause: unknown) => {
    if (options.signal?.aborted) throw cause
    throw new Error('The order failed', { cause })
  })
}
