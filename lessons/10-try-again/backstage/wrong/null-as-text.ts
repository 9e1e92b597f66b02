import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that `String(…)` is harmless.
 *
 * @fails places an order once, with one key for all attempts
 * @diagnosis as its key. Pass `null` on as it is
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(
    ({ signal }) => sendOrder(shop, body, { idempotencyKey: String(idempotencyKey), signal }),
    {
      ...options,
      ...more,
    },
  )
}
