import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a default comes first in a spread, and forgets that `retries: 0` is not a default.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis let none of the other options replace it
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...more,
    ...options,
  })
}
