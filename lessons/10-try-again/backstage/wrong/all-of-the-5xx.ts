import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import { retry } from '../solution.ts'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { retry } from '../solution.ts'

/**
 * Believes that from 500 on it is always the server, and so always temporary.
 *
 * @fails knows which failures may be gone the next time
 * @diagnosis The shop cannot do this at all
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpError)
    return error.status >= 500 || [408, 425, 429].includes(error.status)
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
