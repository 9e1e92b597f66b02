import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that the signal belongs to the call, so that `retry` needs none.
 *
 * @fails stops when the signal aborts, even during a pause
 * @diagnosis Pass `signal` to `retry`
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), signal, ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(() => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...options,
    ...more,
  })
}
