import type { NewOrder, Order } from '@overlap/mock-server'
import { retry } from '../solution.ts'
import { sendOrder } from '../../send-order.ts'
import type { PlaceOrderOptions } from '../../types.ts'

export { retry } from '../solution.ts'

/**
 * Believes that any failure may be gone the next time.
 *
 * @fails knows which failures may be gone the next time
 * @diagnosis to get the same answer
 */
export function isTransient(error: unknown): boolean {
  return error instanceof Error && error.name !== 'AbortError'
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
