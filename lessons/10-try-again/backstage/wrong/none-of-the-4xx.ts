import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import { retry } from '../solution.ts'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { retry } from '../solution.ts'

/**
 * Believes that from 400 to 499 it is always the request, and so never temporary.
 *
 * @fails knows which failures may be gone the next time
 * @diagnosis It means "not now"
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpError) return [502, 503, 504].includes(error.status)
  if (error instanceof NetworkError) return true
  return error instanceof DOMException && error.name === 'TimeoutError'
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
