import type { Trace } from '@overlap/trace'
import type { Network, NetworkInput } from '../network/types.ts'
import type { Counters } from '../call/counters.ts'
import { openMount } from './open-mount.ts'

/** Options of {@link startMockApi}. */
export interface MockApiOptions {
  /** Calls to keep in the trace; older ones are forgotten. Memory is bounded then. Default: all. */
  readonly traceLimit?: number
}

/** The shop behind a simulated network, in place of `fetch`. */
export interface MockApi extends Disposable {
  /** `http://shop.test`: the only host there is. */
  readonly origin: string
  /** The absolute URL of a path: `url('/products/1')`. */
  url(path: string): string
  /** The `fetch` that stands in place of the global one. */
  readonly fetch: typeof globalThis.fetch
  /** A `fetch` for a client with a name: it has a lane of its own in the trace. */
  client(name: string): typeof globalThis.fetch
  /** What happened on the wire up to now: a copy, O(calls). */
  readonly trace: Trace
  /** What was counted up to now: a copy. */
  readonly counters: Counters
  /**
   * The network, complete. Setting one (any {@link NetworkInput}) changes it for calls that are sent
   * from then on; a wrong one throws an {@link InvalidNetworkError} and changes nothing.
   */
  get network(): Network
  set network(input: NetworkInput)
  /** Notes a moment in the trace. */
  mark(label: string): void
  /** Starts over: trace, counters, the shop's orders, and what the network has counted of each path. */
  reset(): void
  /**
   * Puts the former `fetch` back, also if something else has replaced it in between. Calls in flight
   * are dropped: their timers and listeners are gone, the server sees the client leave, and their
   * promises never settle. A second time does nothing.
   */
  close(): void
  /** The same as {@link MockApi.close}. */
  [Symbol.dispose](): void
}

/**
 * Replaces the global `fetch` by one that reaches a simulated shop over a simulated network, until
 * it is closed: `using api = startMockApi({ latency: 100 })`.
 *
 * It behaves as Node's own `fetch` does: aborting before, while and after waiting for the headers,
 * bodies that stream and break off, `TypeError: fetch failed` with its cause. It opens no socket,
 * waits by `setTimeout` alone (so it runs on virtual time), and sets no timer where nothing takes
 * time. A call costs some 50 to 80 µs (`npm run bench -- call-cost`).
 *
 * Calls to a path or host that is not there reject with an {@link UnknownRouteError}. The header
 * `x-api-key` says whose allowance a call uses, under a rate limit by key.
 *
 * @throws {InvalidNetworkError} if the description of the network is wrong.
 * @throws {Error} if another one is open.
 */
export function startMockApi(network: NetworkInput = {}, options: MockApiOptions = {}): MockApi {
  return openMount(network, options).api
}
