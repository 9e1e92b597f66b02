import * as v from 'valibot'
import { latencySchema, type Latency } from './latency.ts'
import { Queue, type Place } from '../common/queue.ts'
import { milliseconds, object, wholeNumber } from './schema.ts'
import type { NetworkClock } from './timeline.ts'

/**
 * The connections of each client, and what they cost. A connection is busy until the body of its
 * call has arrived, was cancelled, or has broken off. If nothing reads a body, at most 64 KiB of it
 * arrive. A real port has real sockets, so only `keepAliveMs` applies there.
 */
export interface ConnectionSettings {
  /** The most connections of a client at once. More calls wait, first come, first served. */
  readonly limit?: number
  /** How long it takes to open one. Default 0. */
  readonly setUpMs?: Latency
  /** After how long an idle connection is closed. Default: never. */
  readonly keepAliveMs?: number
}

/** A {@link ConnectionSettings}. */
export const connectionsSchema = object({
  limit: v.exactOptional(wholeNumber(1)),
  setUpMs: v.exactOptional(latencySchema),
  keepAliveMs: v.exactOptional(milliseconds),
})

/** The facts that a call needs to get a connection. */
export interface ConnectionPlan {
  /**
   * Which of its client's pools it uses: the key of a route with its own pool, or `''` for the
   * common one.
   */
  readonly pool: string
  /** How long it takes to open a connection, if the call needs a new one. */
  readonly setUpMs: number
  readonly limit?: number
  readonly keepAliveMs?: number
}

/**
 * A connection that only one call uses. Give it back with one of the two methods; only the first
 * call counts.
 */
export interface Connection {
  /** How long it takes to open; 0 for one that was used before. */
  readonly setUpMs: number
  /** Call it if the body is complete, so that another call may use the connection. */
  release(): void
  /** Call it if the connection is broken, or the body was not read to its end. */
  close(): void
}

/** The counts of connections. */
export interface ConnectionCounts {
  /** Connections opened. */
  readonly opened: number
  /** The most connections that one client had open at once. */
  readonly peak: number
}

interface Waiting {
  readonly plan: ConnectionPlan
  readonly start: (isNew: boolean) => void
}

/** The connections of one client. */
class Pool {
  readonly #queue = new Queue<Waiting>()
  /** When each idle connection became idle, the earliest first. */
  readonly #idleSinceMs: number[] = []
  #busy = 0

  get open(): number {
    return this.#busy + this.#idleSinceMs.length
  }

  get waiting(): number {
    return this.#queue.size
  }

  /** @param start Called when the call gets a connection: now, or when it is its turn. */
  take(plan: ConnectionPlan, start: (isNew: boolean) => void, nowMs: number): Place<Waiting> {
    const { keepAliveMs = Infinity } = plan
    while ((this.#idleSinceMs[0] ?? Infinity) + keepAliveMs <= nowMs) this.#idleSinceMs.shift()
    const place = this.#queue.push({ plan, start })
    this.#startNext()
    return place
  }

  /** @returns Whether the call was still waiting. */
  abandon(place: Place<Waiting>): boolean {
    return this.#queue.remove(place)
  }

  /** @param idleSinceMs Missing if the connection is closed. */
  giveBack(idleSinceMs?: number): void {
    this.#busy--
    if (idleSinceMs !== undefined) this.#idleSinceMs.push(idleSinceMs)
    this.#startNext()
  }

  closeIdle(): void {
    this.#idleSinceMs.length = 0
  }

  /** Gives connections to waiting calls. Prefers the idle connection that was used last. */
  #startNext(): void {
    for (;;) {
      const next = this.#queue.first
      const isNew = this.#idleSinceMs.length === 0
      if (next === undefined || (isNew && this.#busy >= (next.plan.limit ?? Infinity))) return
      this.#queue.shift()
      this.#idleSinceMs.pop()
      this.#busy++
      next.start(isNew)
    }
  }
}

/** The connections of all clients. It has no timer. */
export class Connections {
  readonly #pools = new Map<string, Pool>()
  readonly #clock: NetworkClock
  #opened = 0
  #peak = 0

  constructor(clock: NetworkClock) {
    this.#clock = clock
  }

  /** A snapshot of the counts. */
  get counts(): ConnectionCounts {
    return { opened: this.#opened, peak: this.#peak }
  }

  /** Calls that are waiting for a connection. */
  get waiting(): number {
    let sum = 0
    for (const pool of this.#pools.values()) sum += pool.waiting
    return sum
  }

  /**
   * Takes a connection, and waits for one if the client has reached its limit. Cost: O(1).
   *
   * @param client The name of the client.
   * @throws `signal.reason` if the call is aborted before it has a connection. The call then leaves
   * the queue.
   */
  take(client: string, plan: ConnectionPlan, signal?: AbortSignal): Promise<Connection> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    // A route key has no line break, so two clients never share a pool.
    const pool = this.#poolOf(`${plan.pool}\n${client}`)
    const { promise, resolve, reject } = Promise.withResolvers<Connection>()
    const start = (isNew: boolean) => {
      signal?.removeEventListener('abort', abandon)
      if (isNew) this.#opened++
      this.#peak = Math.max(this.#peak, pool.open)
      resolve(connectionIn(pool, isNew ? plan.setUpMs : 0, this.#clock))
    }
    signal?.addEventListener('abort', abandon, { once: true })
    const place = pool.take(plan, start, this.#clock.nowMs())
    function abandon() {
      if (pool.abandon(place)) reject(signal?.reason)
    }
    return promise
  }

  /** Closes idle connections and counts from 0 again. */
  reset(): void {
    this.#opened = 0
    this.#peak = 0
    for (const [name, pool] of this.#pools) {
      pool.closeIdle()
      this.#peak = Math.max(this.#peak, pool.open)
      if (pool.open === 0) this.#pools.delete(name)
    }
  }

  #poolOf(name: string): Pool {
    let pool = this.#pools.get(name)
    if (!pool) this.#pools.set(name, (pool = new Pool()))
    return pool
  }
}

function connectionIn(pool: Pool, setUpMs: number, clock: NetworkClock): Connection {
  let isHeld = true
  const giveBack = (idleSinceMs?: number) => {
    if (isHeld) pool.giveBack(idleSinceMs)
    isHeld = false
  }
  return { setUpMs, release: () => giveBack(clock.nowMs()), close: () => giveBack() }
}
