import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that the same content is the same order.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis A customer ordered the same things twice
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = JSON.stringify(order), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...options,
    ...more,
  })
}
