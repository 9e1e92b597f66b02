import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import { retry } from '../solution.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that a key has to be made here to be a good one.
 *
 * @fails places an order once, although its answer is lost
 * @diagnosis and you made another
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const idempotencyKey = options.idempotencyKey === null ? null : crypto.randomUUID()
  const send = ({ signal }: { signal: AbortSignal }): Promise<Order> =>
    sendOrder(shop, body, { idempotencyKey, signal })
  return retry(send, idempotencyKey === null ? { ...options, retries: 0 } : options)
}
