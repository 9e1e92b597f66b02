import { HttpError, NetworkError } from '@overlap/lesson-05'
import type { NewOrder, Order } from '@overlap/mock-server'
import { pause } from '../pause.ts'
import { sendOrder } from '../send-order.ts'
import type { Attempt, PlaceOrderOptions, RetryOptions } from '../types.ts'
import { untilAborted } from '../until-aborted.ts'

export type { Attempt, FailedAttempt, PlaceOrderOptions, RetryOptions } from '../types.ts'

/**
 * Does a piece of work, and does it again when it fails, as long as `shouldRetry` says so and a retry
 * is left. Each attempt has to be able to begin anew: a stream that was sent cannot be sent again.
 *
 * Work that can do harm when it is done twice needs more than this: see {@link placeOrder}.
 *
 * @throws {RangeError} if `retries` or a delay is out of range; what failed before is its `cause`.
 * @throws {TypeError} if `fn` is not a function.
 * @throws What the last attempt threw, untouched. `onRetry` has been told of the ones before.
 * @throws What `shouldRetry`, `delayMs` or `onRetry` throws; no attempt follows.
 * @throws `signal.reason`, untouched and at once, if the caller gives up: before, in an attempt
 * (whether or not it listens) or in a wait.
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
      // An abort needs no case of its own: each `untilAborted` ends with the caller's reason.
      if (attempt > retries) throw error
      if (!(await untilAborted(signal, () => shouldRetry(error, attempt)))) throw error
      const waitMs = typeof delayMs === 'function' ? delayMs(attempt, error) : delayMs
      checkDelay(waitMs, error)
      await untilAborted(signal, () => onRetry?.({ error, attempt, delayMs: waitMs }))
      await pause(waitMs, { signal })
    }
  }
}

/**
 * The statuses that speak of this moment and not of this request:
 *
 * - 408: the request took too long to come; it may be repeated (RFC 9110, 15.5.9)
 * - 425: too early, before the connection was proven (RFC 8470, 5.2)
 * - 429: too many in a given time (RFC 6585, 4)
 * - 502, 504: the server behind the gateway answered badly, or not in time (RFC 9110, 15.6.3, 15.6.5)
 * - 503: overloaded or under maintenance, which is temporary (RFC 9110, 15.6.4)
 *
 * Not 500: "unexpected" (RFC 9110, 15.6.1) is most often a bug, and finds the same request again.
 */
const transientStatuses: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504])

/**
 * Whether an error may be gone when the same is asked again: a status that says so, no complete
 * answer, or a `TimeoutError`, with which an attempt has given itself up.
 *
 * It says nothing about whether asking again does harm. That is a matter of the call, not the error.
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
 * Places an order, once. All attempts carry one `Idempotency-Key`: when the answer to the first is
 * lost, the shop gives the second the order that it has placed. Without a key there is one attempt.
 *
 * @param shop The shop's origin: `http://shop.test`.
 * @throws As {@link retry}, with the errors of lesson 05. After a `NetworkError` nobody knows whether
 * the order was placed; calling again with the same `idempotencyKey` finds out.
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
  // Once for all attempts: one key stands for one content, even if the caller changes its order.
  const body = JSON.stringify(order)
  const send: Attempt<Order> = ({ signal }) => sendOrder(shop, body, { idempotencyKey, signal })
  return retry(send, idempotencyKey === null ? { ...options, retries: 0 } : options)
}

function checkFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  const came = fn instanceof Promise ? 'a promise: its work cannot begin anew' : typeof fn
  throw new TypeError(
    `Cannot retry: expected a function that takes { signal, attempt }, got ${came}`,
  )
}

function checkRetries(retries: number): void {
  if (retries === Infinity || (Number.isInteger(retries) && retries >= 0)) return
  throw new RangeError(`Cannot retry: expected retries to be a whole number >= 0, got ${retries}`)
}

function checkDelay(delayMs: number, cause?: unknown): void {
  if (Number.isFinite(delayMs) && delayMs >= 0) return
  const message = `Cannot retry: expected delayMs to be finite and >= 0, got ${String(delayMs)}`
  throw new RangeError(message, cause === undefined ? {} : { cause })
}
