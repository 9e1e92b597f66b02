import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a signal that `retry` has is heard by the call, too.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis the call ran on
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  return retry(
    () => sendOrder(shop, body, { idempotencyKey }),
    idempotencyKey === null ? { ...options, retries: 0 } : options,
  )
}
