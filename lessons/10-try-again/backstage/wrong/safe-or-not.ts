import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a failure that is transient may always be tried again.
 *
 * @fails sends an order once when the shop knows no keys
 * @diagnosis Transient is not enough
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), options)
}
