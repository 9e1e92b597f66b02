import type { Fault, Network, NetworkInput } from './types.ts'

/** A call as the network sees it. */
export interface NetworkCall {
  /** The HTTP method, in capitals. */
  readonly method: string
  /** Path and, if there is one, query: `/search?q=tea`. Each has its own count of calls. */
  readonly path: string
  /** The pattern that serves it: `/products/:id`. */
  readonly route: string
  /** When it was sent (for {@link NetworkModel.admit}: when it arrived), on the model's clock. */
  readonly atMs: number
  /** The API key it carries; without one it shares an allowance with all others that have none. */
  readonly key?: string
}

/**
 * What the network has in store for one call: drawn when it is sent, from seed, method, path and
 * ordinal. JSON-serialisable. All times are whole milliseconds.
 *
 * The order of things, for every mount:
 *
 * 1. a `refused` fault fails after `latencyMs`; nothing below happens;
 * 2. {@link NetworkModel.admit}: a 429 is answered after `latencyMs`;
 * 3. {@link ServerModel.enter}: wait for a slot; a 503 when shed is answered after `latencyMs`;
 * 4. hold the slot for `serviceMs`, then leave it (also when the client goes away meanwhile);
 * 5. after `latencyMs` more come the headers, or the fault: `status`, `reset`, `hang` (no answer,
 *    ever), `empty`, `garbage`;
 * 6. after `firstByteMs` more the body begins, paced by `bytesPerSecond`; `reset-body` and
 *    `truncated` cut it.
 */
export interface Plan {
  /** The pattern that serves the call. */
  readonly route: string
  /** How many calls to the same method and path came before: 0, 1, 2 … */
  readonly ordinal: number
  /** Time until the headers, beyond the wait for a slot and the time in it. */
  readonly latencyMs: number
  /** More time until the first byte of the body. */
  readonly firstByteMs: number
  /** Time in the server's slot; 0 where the capacity is not limited. */
  readonly serviceMs: number
  /** Which server it goes to: `''` is the common one, else the route key that has a capacity. */
  readonly server: string
  /** The pace of the body; without it the body comes at once. */
  readonly bytesPerSecond?: number
  /** The size of the pieces of a paced body. */
  readonly chunkBytes?: number
  /** What ends the call badly. */
  readonly fault?: Fault
}

/** Whether a call is let through, and the headers to add to its answer. */
export interface RateLimitVerdict {
  /** `'ok'`, or the status to answer with. */
  readonly status: 'ok' | 429
  /** `RateLimit` headers, and `Retry-After` on a 429; empty where there is no limit. */
  readonly headers: Readonly<Record<string, string>>
  /** On a 429: the ms after which a call would be let through. */
  readonly retryAfterMs?: number
}

/** A call that has a slot. */
export interface Started {
  /** A slot is held. */
  readonly shed: false
  /** When the call arrived. */
  readonly arrivedMs: number
  /** When it joined the queue; missing if a slot was free. */
  readonly queuedMs?: number
  /** When it got its slot. */
  readonly startedMs: number
  /** Gives the slot to the next in the queue. A second time does nothing. */
  leave(): void
}

/** A call that found every slot and every place in the queue taken: answer it 503. */
export interface Shed {
  /** No slot is held. */
  readonly shed: true
  /** When the call arrived. */
  readonly arrivedMs: number
}

/** What became of a call at the server's door. */
export type Admission = Started | Shed

/** The server's slots and queue. */
export interface ServerModel {
  /** Calls that hold a slot now; those to a server without a capacity count too. */
  readonly inService: number
  /** Calls that wait for a slot now. */
  readonly queued: number
  /**
   * Takes a slot, waiting in the queue if need be.
   *
   * @param onQueued Called at once when the call has to wait.
   * @returns A slot, or the news that the call is shed. Cost: O(1), also for leaving the queue.
   * @throws `signal.reason` if the client goes away before it has a slot: it leaves the queue.
   */
  enter(plan: Pick<Plan, 'server'>, signal?: AbortSignal, onQueued?: () => void): Promise<Admission>
}

/** What the model has counted since it was made or reset. */
export interface NetworkCounts {
  /** Calls that were given a plan. */
  readonly planned: number
  /** Faults given out, by kind. */
  readonly faults: Readonly<Partial<Record<Fault['kind'], number>>>
  /** Calls refused with 429. */
  readonly rateViolations: number
  /** Calls refused with 503 because slots and queue were full. */
  readonly shed: number
  /** Calls that went away while they waited for a slot. */
  readonly abandoned: number
  /** The most calls in service at once. */
  readonly peakInService: number
  /** The most calls waiting at once. */
  readonly peakQueued: number
}

/** Where a model reads the time. Any origin will do, as long as time does not run backwards. */
export interface NetworkClock {
  /** Milliseconds, like `performance.now()`. */
  nowMs(): number
  /** Milliseconds since 1970, for HTTP dates. Default: `Date.now()`. */
  epochMs?(): number
}

/** A network at work: it decides, and the mount carries it out (see {@link Plan} for the order). */
export interface NetworkModel {
  /** The network as it is now, complete. */
  readonly network: Network
  /** What was counted up to now: a snapshot. */
  readonly counts: NetworkCounts
  /** The server's slots and queue. */
  readonly server: ServerModel
  /** Draws what happens to a call, and counts it: its path's next call has the next ordinal. */
  plan(call: NetworkCall): Plan
  /** Asks the rate limit, and uses up allowance if the call is let through. */
  admit(plan: Pick<Plan, 'route'>, call: NetworkCall): RateLimitVerdict
  /**
   * Sets another network, whose timeline begins now. Ordinals, counts, calls in the server and
   * allowances under an unchanged rate limit are kept.
   *
   * @throws {InvalidNetworkError} if the description is wrong; then nothing has changed.
   */
  replace(network: NetworkInput): void
  /** Starts over: ordinals, allowances, counts and the timeline. Calls in the server stay there. */
  reset(): void
}
