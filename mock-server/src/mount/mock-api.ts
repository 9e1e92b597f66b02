import type { Trace } from '@overlap/trace'
import type { Network, NetworkInput } from '../network/types.ts'
import type { Counters } from '../call/counters.ts'

/** Options of `startMockApi`. */
export interface MockApiOptions {
  /** How many calls the trace keeps; it forgets older ones, so memory is bounded. Default: all. */
  readonly traceLimit?: number
}

/** The shop behind a simulated network, in place of `fetch`. */
export interface MockApi extends Disposable {
  /** `http://shop.test`, the only host. */
  readonly origin: string
  /** The absolute URL of a path: `url('/products/1')`. */
  url(path: string): string
  /** The `fetch` that replaces the global one. */
  readonly fetch: typeof globalThis.fetch
  /** A `fetch` for a named client. It has its own connections, and its own lane in the trace. */
  client(name: string): typeof globalThis.fetch
  /** What happened on the wire up to now: a copy, O(calls). */
  readonly trace: Trace
  /** The counts up to now: a copy. */
  readonly counters: Counters
  /**
   * The network, complete. Setting one (any {@link NetworkInput}) changes it for calls that are
   * sent from then on. An invalid one throws an {@link InvalidNetworkError} and changes nothing.
   */
  get network(): Network
  set network(input: NetworkInput)
  /** Marks this moment in the trace. */
  mark(label: string): void
  /** Resets the trace, the counters, the shop's orders, and the network's counts for each path. */
  reset(): void
  /**
   * Restores the original `fetch`, even if something else has replaced it in the meantime. Calls in
   * flight are dropped: their timers and listeners are removed, the server sees the client leave, and
   * their promises never settle. Closing twice does nothing.
   */
  close(): void
  /** The same as {@link MockApi.close}. */
  [Symbol.dispose](): void
}
