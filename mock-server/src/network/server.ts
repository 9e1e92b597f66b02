import type { Capacity } from './capacity.ts'
import { Queue, type Place } from './queue.ts'
import { formatRetryAfter } from './retry-after.ts'
import { longestMs } from './schema.ts'
import type { NetworkClock } from './timeline.ts'

/** What a server needs to know of a call. */
export interface ServerCall {
  /** Which server it goes to: `''` is the common one, else the route key that has a capacity. */
  readonly server: string
  /** Time in the server's slot; 0 where the capacity is not limited. */
  readonly serviceMs: number
}

/** A call that has a slot. */
export interface Started {
  /** A slot is held. */
  readonly shed: false
  /**
   * The whole ms until the server has done its work; 0 when it has. Ask again after waiting: while
   * the server refuses other calls, the work on this one rests. At most 2³¹ − 1.
   */
  remainingMs(): number
  /** Gives the slot to the next in the queue. A second time does nothing. */
  leave(): void
}

/** A call that found every slot and every place in the queue taken: answer it 503. */
export interface Shed {
  /** No slot is held. */
  readonly shed: true
  /** How long the server works on refusing it: the 503 leaves after that. */
  readonly refusalMs: number
  /** `Retry-After`, if the capacity has one. */
  readonly headers: Readonly<Record<string, string>>
}

/** What becomes of a call that arrives at the server. */
export type Admission = Started | Shed

/**
 * One server: slots, a queue in order of arrival, and the work that refusals make. It has no timer.
 *
 * The capacity is read anew each time. When it grows, calls that wait move up at the next arrival,
 * departure or {@link Server.fill}; when it shrinks, no call in service or in the queue is sent away.
 *
 * Refusals go before everything else and occupy all slots together, so a refusal that costs `c` slots
 * `ms` of one slot stops the work on all calls for `ms ÷ c`. In terms of queueing theory they have
 * preemptive-resume priority.
 */
class Server {
  readonly #capacity: () => Capacity | null
  readonly #clock: NetworkClock
  readonly #queue = new Queue<() => void>()
  #inService = 0
  /** Until when refusals occupy the slots. */
  #refusingUntilMs = -Infinity
  /** How long refusals occupy the slots in all, up to that moment. */
  #refusingMs = 0

  constructor(capacity: () => Capacity | null, clock: NetworkClock) {
    this.#capacity = capacity
    this.#clock = clock
  }

  get inService(): number {
    return this.#inService
  }

  get queued(): number {
    return this.#queue.size
  }

  /** @param start Called when a call that had to wait gets its slot. */
  enter(start: () => void): 'started' | 'shed' | Place<() => void> {
    this.fill()
    const capacity = this.#capacity()
    if (capacity === null || (this.#inService < capacity.slots && this.#queue.size === 0)) {
      this.#inService++
      return 'started'
    }
    return this.#queue.size < capacity.queue ? this.#queue.push(start) : 'shed'
  }

  /** @returns Whether the call was still waiting. */
  abandon(place: Place<() => void>): boolean {
    return this.#queue.remove(place)
  }

  leave(): void {
    this.#inService--
    this.fill()
  }

  /** Gives free slots to calls that wait. */
  fill(): void {
    if (this.#queue.size === 0) return
    const slots = this.#capacity()?.slots ?? Infinity
    while (this.#inService < slots) {
      const start = this.#queue.shift()
      if (start === undefined) return
      this.#inService++
      start()
    }
  }

  /** @returns After how many whole ms the refusal can be sent. */
  refuse(serviceMs: number): number {
    const capacity = this.#capacity()
    const costMs = capacity === null ? 0 : (serviceMs * (capacity.refusal ?? 0)) / capacity.slots
    if (costMs === 0) return 0
    this.#refusingUntilMs = Math.max(this.#refusingUntilMs, this.#clock.nowMs()) + costMs
    this.#refusingMs += costMs
    return wholeMs(this.#untilFreeMs())
  }

  /** The headers of a 503. */
  shedHeaders(): Readonly<Record<string, string>> {
    const retryAfter = this.#capacity()?.retryAfter
    if (retryAfter === undefined) return {}
    const epochMs = this.#clock.epochMs?.() ?? Date.now()
    return { 'Retry-After': formatRetryAfter(retryAfter, epochMs) }
  }

  /** Begins to work on a call. @returns How long it still takes, whenever that is called. */
  work(serviceMs: number): () => number {
    const doneAtMs = this.#workedMs() + serviceMs
    return () => {
      const leftMs = doneAtMs - this.#workedMs()
      return leftMs > 0 ? wholeMs(leftMs + this.#untilFreeMs()) : 0
    }
  }

  /** Ends the work on refusals. */
  reset(): void {
    this.#refusingMs -= this.#untilFreeMs()
    this.#refusingUntilMs = -Infinity
  }

  /** How long refusals still occupy the slots. */
  #untilFreeMs(): number {
    return Math.max(0, this.#refusingUntilMs - this.#clock.nowMs())
  }

  /** A clock that stands still while refusals occupy the slots. */
  #workedMs(): number {
    return this.#clock.nowMs() - (this.#refusingMs - this.#untilFreeMs())
  }
}

/** The servers of a network. */
export class Servers {
  readonly #servers = new Map<string, Server>()
  readonly #capacityOf: (server: string) => Capacity | null
  readonly #clock: NetworkClock
  #shed = 0

  /** @param capacityOf The capacity of a server at this moment. */
  constructor(capacityOf: (server: string) => Capacity | null, clock: NetworkClock) {
    this.#capacityOf = capacityOf
    this.#clock = clock
  }

  /** Calls that were shed since the last reset. */
  get shed(): number {
    return this.#shed
  }

  /** Calls that hold a slot now; those to a server without a capacity count too. */
  get inService(): number {
    return this.#sum((server) => server.inService)
  }

  /** Calls that wait for a slot now. */
  get queued(): number {
    return this.#sum((server) => server.queued)
  }

  /**
   * Takes a slot, waiting in the queue if need be.
   *
   * @param onQueued Called at once when the call has to wait.
   * @returns A slot, or the news that the call is shed. Cost: O(1), also for leaving the queue.
   * @throws `signal.reason` if the client goes away before it has a slot: it leaves the queue.
   */
  enter(call: ServerCall, signal?: AbortSignal, onQueued?: () => void): Promise<Admission> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const server = this.#of(call.server)
    const { promise, resolve, reject } = Promise.withResolvers<Admission>()
    const entry = server.enter(() => {
      signal?.removeEventListener('abort', abandon)
      resolve(started(server, call.serviceMs))
    })
    if (entry === 'started') resolve(started(server, call.serviceMs))
    else if (entry === 'shed') {
      this.#shed++
      const refusalMs = server.refuse(call.serviceMs)
      resolve({ shed: true, refusalMs, headers: server.shedHeaders() })
    } else {
      signal?.addEventListener('abort', abandon, { once: true })
      onQueued?.()
    }
    function abandon() {
      if (typeof entry !== 'string' && server.abandon(entry)) reject(signal?.reason)
    }
    return promise
  }

  /** Refuses a call for another reason. @returns After how many whole ms the refusal can be sent. */
  refuse(call: ServerCall): number {
    return this.#of(call.server).refuse(call.serviceMs)
  }

  /** Gives free slots to calls that wait, after the capacity has changed. */
  fill(): void {
    for (const server of this.#servers.values()) server.fill()
  }

  /** Counts from 0 again, and ends the work on refusals. Calls in the server stay there. */
  reset(): void {
    this.#shed = 0
    for (const server of this.#servers.values()) server.reset()
    this.fill()
  }

  #of(name: string): Server {
    let server = this.#servers.get(name)
    if (!server) {
      server = new Server(() => this.#capacityOf(name), this.#clock)
      this.#servers.set(name, server)
    }
    return server
  }

  #sum(count: (server: Server) => number): number {
    let sum = 0
    for (const server of this.#servers.values()) sum += count(server)
    return sum
  }
}

function started(server: Server, serviceMs: number): Started {
  let isHeld = true
  return {
    shed: false,
    remainingMs: server.work(serviceMs),
    leave() {
      if (isHeld) server.leave()
      isHeld = false
    },
  }
}

function wholeMs(ms: number): number {
  return Math.min(longestMs, Math.round(ms))
}
