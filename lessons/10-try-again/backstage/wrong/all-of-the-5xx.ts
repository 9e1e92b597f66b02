import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../../types.ts'
import { placeOrder as place, retry as again } from '../solution.ts'

/**
 * Believes that every status from 500 up is temporary, because the server is to blame.
 *
 * @fails retries only what `shouldRetry` allows, and by default what is transient
 * @diagnosis Not every 5xx is temporary
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpError) {
    return error.status >= 500 || [408, 425, 429].includes(error.status)
  }
  if (error instanceof NetworkError) return true
  return error instanceof DOMException && error.name === 'TimeoutError'
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
