import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that an attempt without an answer was an attempt without effect.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis It cannot tell your second attempt from a second order
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => sendOrder(shop, body, { signal }), options)
}
