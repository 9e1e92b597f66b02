import { HttpError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import { retry } from '../solution.ts'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { retry } from '../solution.ts'

/**
 * Believes that what is worth another attempt can be told by the status.
 *
 * @fails knows which failures may be gone the next time
 * @diagnosis A `NetworkError` is mostly gone
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof HttpError)) return false
  return [408, 425, 429, 502, 503, 504].includes(error.status)
}

export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  const body = JSON.stringify(order)
  const more = idempotencyKey === null ? { retries: 0 } : {}
  return retry(({ signal }) => sendOrder(shop, body, { idempotencyKey, signal }), {
    shouldRetry: isTransient,
    ...options,
    ...more,
  })
}
