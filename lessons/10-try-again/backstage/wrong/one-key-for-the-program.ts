import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

const mine = crypto.randomUUID()

/**
 * Believes that a key names the client.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis not for the program
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = mine, ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), options)
}
