import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that an attempt without an answer had no effect.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis a second attempt without an `Idempotency-Key` is a second order
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = options.idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, body, { signal }), { ...options, ...more })
}
