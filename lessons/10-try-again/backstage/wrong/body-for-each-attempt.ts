import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that an attempt has to create its body anew.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis Create the body once, before the first attempt
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, JSON.stringify(order), { idempotencyKey, signal }), {
    ...options,
    ...more,
  })
}
