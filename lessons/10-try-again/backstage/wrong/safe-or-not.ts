import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a transient failure may always be retried.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis Without a key, send it once
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), options)
}
