import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { isTransient, retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a caller who says yes knows what it says.
 *
 * @fails sends an order once when the shop knows no keys
 * @diagnosis whatever `shouldRetry` says
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const byDefault = idempotencyKey === null ? () => false : isTransient
  const shouldRetry = options.shouldRetry ?? byDefault
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    ...options,
    shouldRetry,
  })
}
