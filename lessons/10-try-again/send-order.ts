import { HttpError, NetworkError, ParseError } from '@overlap/lesson-05'
import type { Order } from '@overlap/mock-server'

/** Options of {@link sendOrder}. */
interface SendOrderOptions {
  /** Sent as `Idempotency-Key`; `null` and `undefined`: without one. */
  readonly idempotencyKey?: string | null | undefined
  /** Gives the call up. The order may have been placed all the same. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends an order, once: `POST /orders`. The shop that has seen its `Idempotency-Key` before gives the
 * order of that time, and places none.
 *
 * @param shop The shop's origin: `http://shop.test`.
 * @param body The order, as JSON.
 * @throws {HttpError} | {NetworkError} | {ParseError} as `getJson` of lesson 05. After a NetworkError
 * nobody knows whether the order was placed.
 * @throws `signal.reason`, untouched, if the call was given up.
 */
export async function sendOrder(
  shop: string,
  body: string,
  { idempotencyKey, signal }: SendOrderOptions = {},
): Promise<Order> {
  const url = `${shop}/orders`
  const headers = new Headers({ 'Content-Type': 'application/json' })
  if (idempotencyKey != null) headers.set('Idempotency-Key', idempotencyKey)
  let response: Response
  let answer: string
  try {
    response = await fetch(url, { method: 'POST', headers, body, signal: signal ?? null })
    answer = await response.text()
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (error instanceof TypeError) throw new NetworkError(url, { cause: error })
    throw error
  }
  if (!response.ok) throw new HttpError(url, response, answer)
  try {
    return JSON.parse(answer) as Order
  } catch (cause) {
    throw new ParseError(url, answer, { cause })
  }
}
