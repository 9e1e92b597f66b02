import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that the same content is the same order.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis you made the key of what is ordered
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = JSON.stringify(order), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), options)
}
