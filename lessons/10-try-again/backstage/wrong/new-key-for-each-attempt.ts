import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a key names a call.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis each attempt came with a key of its own
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey: given, ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(({ signal }) => {
    const idempotencyKey = given === undefined ? crypto.randomUUID() : given
    return sendOrder(shop, body, { idempotencyKey, signal })
  }, options)
}
