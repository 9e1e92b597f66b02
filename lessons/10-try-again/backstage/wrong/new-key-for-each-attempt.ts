import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a key identifies a call.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis each attempt came with a different key
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey: given, ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = given === null ? { retries: 0 } : {}
  return retry(
    ({ signal }) => {
      const idempotencyKey = given === undefined ? crypto.randomUUID() : given
      return sendOrder(shop, body, { idempotencyKey, signal })
    },
    { ...options, ...more },
  )
}
