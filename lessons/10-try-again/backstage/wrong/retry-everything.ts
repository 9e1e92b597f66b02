import type { NewOrder, Order } from '@overlap/mock-server'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../../types.ts'
import { placeOrder as place, retry as again } from '../solution.ts'

/**
 * Believes that any failure may be gone the next time.
 *
 * @fails retries only what `shouldRetry` allows, and by default what is transient
 * @diagnosis it will still be wrong the next time
 */
export function isTransient(error: unknown): boolean {
  return error instanceof Error && error.name !== 'AbortError'
}

export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  return again(fn, { shouldRetry: isTransient, ...options })
}

export async function placeOrder(
  shop: string,
  order: NewOrder,
  options: PlaceOrderOptions = {},
): Promise<Order> {
  return place(shop, order, { shouldRetry: isTransient, ...options })
}
