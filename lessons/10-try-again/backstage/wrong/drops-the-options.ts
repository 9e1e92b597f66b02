import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that the caller of an order cares for its key only.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis on to `retry`
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID() }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(
    ({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }),
    idempotencyKey === null ? { retries: 0 } : {},
  )
}
