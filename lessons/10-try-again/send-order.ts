import { HttpError, NetworkError, ParseError } from '@overlap/lesson-05'
import type { Order } from '@overlap/mock-server'

/** Options of {@link sendOrder}. */
interface SendOrderOptions {
  /** Sent as `Idempotency-Key`. `null` or `undefined`: no such header. */
  readonly idempotencyKey?: string | null | undefined
  /** Aborts the call. The order may still have been placed. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends an order once: `POST /orders`. If the shop has already seen the `Idempotency-Key`, it returns
 * the order it has already placed instead of placing another.
 *
 * @param shop The shop's origin: `http://shop.test`.
 * @param body The order, as JSON.
 * @throws {HttpError} a NetworkError or a ParseError, as `getJson` of lesson 05. After a NetworkError,
 * the order may or may not have been placed.
 * @throws `signal.reason`, unchanged, if the signal aborts.
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
