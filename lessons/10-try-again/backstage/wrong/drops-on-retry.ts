import type { NewOrder, Order } from '@overlap/mock-server'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'
import { retry } from '../solution.ts'

export { isTransient, retry } from '../solution.ts'

/**
 * Believes that only the options that change the retries have to be passed on.
 *
 * @fails calls `shouldRetry`, `delayMs` and `onRetry` at the right moments
 * @diagnosis passed to `placeOrder` was never called
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  {
    idempotencyKey = crypto.randomUUID(),
    signal,
    retries,
    delayMs,
    shouldRetry,
  }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry((inner) => sendOrder(shop, body, { idempotencyKey, signal: inner.signal }), {
    signal,
    retries,
    delayMs,
    shouldRetry,
    ...more,
  })
}
