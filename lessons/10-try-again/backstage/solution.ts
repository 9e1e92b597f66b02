import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import { pause } from '../pause.ts'
import { sendOrder } from '../send-order.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../types.ts'
import { untilAborted } from '../until-aborted.ts'

export type { Attempt, FailedAttempt, PlaceOrderOptions, RetryOptions } from '../types.ts'

/**
 * Calls a function, and calls it again when it fails, as long as a retry is left and `shouldRetry`
 * allows it. `fn` has to start from scratch each time: a stream that was sent can't be sent again.
 *
 * Only retry what is safe to do twice. For calls that aren't, see {@link placeOrder}.
 *
 * @throws {RangeError} if `retries` or `delayMs` is out of range, before the first attempt. If the
 * function `delayMs` returns such a number, after the attempt that failed.
 * @throws {TypeError} if `fn` is not a function.
 * @throws What the last attempt threw, unchanged.
 * @throws What `shouldRetry`, `delayMs` or `onRetry` throws. No attempt follows.
 * @throws `signal.reason`, unchanged, as soon as the signal aborts: before the first attempt, during
 * an attempt or `shouldRetry` (even if it ignores the signal), or during a pause.
 *
 * @example
 * ```ts
 * import { getJson } from '@overlap/lesson-05'
 * import { retry } from '@overlap/lesson-10'
 * import { simulate, type NetworkInput } from '@overlap/mock-server'
 *
 * const network: NetworkInput = { failures: [{ kind: 'status', status: 503, first: 1 }] }
 * const run = await simulate(network, (api) =>
 *   retry(({ signal }) => getJson(api.url('/todos/1'), { signal })),
 * )
 *
 * run.trace.calls.map((call) => call.status) // → [503, 200]
 * ```
 */
export async function retry<T>(fn: Attempt<T>, options: RetryOptions = {}): Promise<T> {
  const { retries = 2, shouldRetry = isTransient, delayMs = 100, onRetry } = options
  const { signal = new AbortController().signal } = options
  checkFunction(fn)
  checkRetries(retries)
  if (typeof delayMs !== 'function') checkDelay(delayMs)

  for (let attempt = 1; ; attempt += 1) {
    try {
      return await untilAborted(signal, () => fn({ signal, attempt }))
    } catch (error) {
      // An abort needs no case of its own: every `untilAborted` rejects with the caller's reason.
      if (attempt > retries) throw error
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) throw error
      const waitMs = typeof delayMs === 'function' ? delayMs(attempt, error) : delayMs
      checkDelay(waitMs)
      onRetry?.({ error, attempt, delayMs: waitMs })
      await pause(waitMs, { signal })
    }
  }
}

/**
 * The statuses that are about this moment and not about the request:
 *
 * - 408: the request took too long to arrive; it may be repeated (RFC 9110, 15.5.9)
 * - 425: too early, before the connection was proven (RFC 8470, 5.2)
 * - 429: too many requests in a given time (RFC 6585, 4)
 * - 502, 504: the server behind the gateway answered badly, or too late (RFC 9110, 15.6.3, 15.6.5)
 * - 503: overload or maintenance, which is temporary (RFC 9110, 15.6.4)
 *
 * Not 500: "unexpected" (RFC 9110, 15.6.1) is most often a bug, which the same request finds again.
 * Not 409 either: only an API that uses it for "still working on your first attempt" means "not now".
 */
const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/**
 * Whether the next attempt could succeed: the status means "not now", no complete answer came, or the
 * attempt timed out (the `TimeoutError` of `AbortSignal.timeout`).
 *
 * It doesn't say whether a retry is safe. That depends on the call, not on the error.
 *
 * @example
 * ```ts
 * import { isTransient } from '@overlap/lesson-10'
 *
 * isTransient(new DOMException('Too slow', 'TimeoutError')) // → true
 * isTransient(new SyntaxError('Not JSON')) // → false
 * ```
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpError) return transientStatuses.has(error.status)
  if (error instanceof NetworkError) return true
  return error instanceof DOMException && error.name === 'TimeoutError'
}

/**
 * Places an order once. All attempts carry the same `Idempotency-Key`: if the answer to the first
 * attempt is lost, the second gets the order that the shop already placed. Without a key there is
 * only one attempt.
 *
 * @param shop The shop's origin: `http://shop.test`.
 * @throws As {@link retry}, with the errors of lesson 05. After a `NetworkError` the order may have
 * been placed; call again with the same `idempotencyKey` to find out.
 *
 * @example
 * ```ts
 * import { placeOrder } from '@overlap/lesson-10'
 * import { simulate, type NetworkInput } from '@overlap/mock-server'
 *
 * // The shop places the order, and its answer is lost.
 * const network: NetworkInput = { failures: [{ kind: 'reset-body', first: 1 }] }
 * const run = await simulate(network, (api) =>
 *   placeOrder(api.origin, { userId: 1, items: [{ productId: 7, quantity: 1 }] }),
 * )
 *
 * run.trace.calls.map((call) => call.outcome) // → ['network-error', 'ok']
 * run.counters.doubleOrders // → 0
 * ```
 */
export async function placeOrder(
  shop: string,
  order: NewOrder,
  { idempotencyKey = crypto.randomUUID(), ...options }: PlaceOrderOptions = {},
): Promise<Order> {
  // Once for all attempts: the caller may change its order, but a key belongs to one content.
  const body = JSON.stringify(order)
  const send: Attempt<Order> = ({ signal }) => sendOrder(shop, body, { idempotencyKey, signal })
  return retry(send, idempotencyKey === null ? { ...options, retries: 0 } : options)
}

function checkFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot retry: expected a function, got ${String(fn)}`)
}

function checkRetries(retries: number): void {
  if (retries === Infinity || (Number.isInteger(retries) && retries >= 0)) return
  throw new RangeError(`Cannot retry: expected retries to be a whole number >= 0, got ${retries}`)
}

function checkDelay(delayMs: number): void {
  if (Number.isFinite(delayMs) && delayMs >= 0) return
  throw new RangeError(
    `Cannot retry: expected delayMs to be finite and >= 0, got ${String(delayMs)}`,
  )
}
