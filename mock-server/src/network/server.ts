import { Queue } from '../common/queue.ts'
import type { Capacity } from './capacity.ts'
import { formatRetryAfter } from './retry-after.ts'
import { longestMs } from './schema.ts'
import type { NetworkClock } from './timeline.ts'

/** The facts about a call that a server needs. */
export interface ServerCall {
  /** Its server: the key of a route with its own capacity, or `''` for the common server. */
  readonly server: string
  /** Time in the server's slot; 0 if the capacity is not limited. */
  readonly serviceMs: number
}

/** A call that has a slot. */
export interface Started {
  /** A slot is held. */
  readonly shed: false
  /**
   * Time until the server has done its work, in whole ms; 0 when it is done. Check again after
   * waiting, because the work on this call pauses while the server refuses others. At most 2³¹ − 1.
   */
  remainingMs(): number
  /** Gives the slot to the next call in the queue. Calling it again does nothing. */
  leave(): void
}

/** A call that found every slot and every place in the queue taken: its reply is a 503. */
export interface Shed {
  /** No slot is held. */
  readonly shed: true
  /** How long the server works on refusing it. Then it sends the 503. */
  readonly refusalMs: number
  /** `Retry-After`, if the capacity has one. */
  readonly headers: Readonly<Record<string, string>>
}

/** The server's decision about a call that arrives. */
export type Admission = Started | Shed

/** The servers of a network. They have no timer. */
export class Servers {
  readonly #servers = new Map<string, Server>()
  readonly #capacityOf: (server: string) => Capacity | null
  readonly #clock: NetworkClock

  /** @param capacityOf The capacity of a server at this moment. */
  constructor(capacityOf: (server: string) => Capacity | null, clock: NetworkClock) {
    this.#capacityOf = capacityOf
    this.#clock = clock
  }

  /** Calls that hold a slot now. Calls to a server without a capacity count, too. */
  get inService(): number {
    return this.#sum((server) => server.inService)
  }

  /** Calls that wait for a slot now. */
  get queued(): number {
    return this.#sum((server) => server.queued)
  }

  /** Calls that were shed since the last reset. */
  get shed(): number {
    return this.#sum((server) => server.shed)
  }

  /**
   * Takes a slot, and waits in the queue if necessary.
   *
   * @param onQueued Called at once when the call has to wait.
   * @returns A slot, or a refusal if the call is shed. Cost: O(1), also for leaving the queue.
   * @throws `signal.reason` if `signal` aborts before it has a slot. It then leaves the queue.
   */
  enter(call: ServerCall, signal?: AbortSignal, onQueued?: () => void): Promise<Admission> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    return this.#of(call.server).enter(call.serviceMs, signal, onQueued)
  }

  /** Like {@link Servers.enter}, without a promise; `undefined` if the call would have to wait. */
  enterAtOnce(call: ServerCall): Admission | undefined {
    return this.#of(call.server).enterAtOnce(call.serviceMs)
  }

  /** Refuses a call for another reason. @returns Whole ms until the refusal can be sent. */
  refuse(call: ServerCall): number {
    return this.#of(call.server).refuse(call.serviceMs)
  }

  /** Gives free slots to calls that wait, after the capacity has changed. */
  fill(): void {
    for (const server of this.#servers.values()) server.fill()
  }

  /** Resets the counts to 0, and ends the work on refusals. Calls in the server stay there. */
  reset(): void {
    for (const server of this.#servers.values()) {
      server.shed = 0
      server.endRefusals()
      server.fill()
    }
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

/**
 * One server: slots, a queue in order of arrival, and the work that refusals make.
 *
 * The capacity may change at any time. When it grows, waiting calls move up at the next arrival,
 * departure or {@link Server.fill}. When it shrinks, calls in service or in the queue stay.
 *
 * Refusals have priority, and occupy all slots together: a refusal that takes one slot `ms` stops
 * the work on all calls for `ms ÷ slots`. In queueing theory, this is called preemptive-resume
 * priority.
 */
class Server {
  readonly #capacity: () => Capacity | null
  readonly #clock: NetworkClock
  /** Starts at 0, so that rounding errors of fractions don't depend on the current time. */
  readonly #nowMs: () => number
  readonly #queue = new Queue<() => void>()
  /** The time until which refusals occupy the slots. */
  #refusingUntilMs = -Infinity
  /** Total time for which refusals occupy the slots, up to that moment. */
  #refusingMs = 0
  inService = 0
  shed = 0

  constructor(capacity: () => Capacity | null, clock: NetworkClock) {
    this.#capacity = capacity
    this.#clock = clock
    const startMs = clock.nowMs()
    this.#nowMs = () => clock.nowMs() - startMs
  }

  get queued(): number {
    return this.#queue.size
  }

  enterAtOnce(serviceMs: number): Admission | undefined {
    this.fill()
    const capacity = this.#capacity()
    if (this.queued === 0 && this.inService < (capacity?.slots ?? Infinity)) {
      this.inService++
      return this.#start(serviceMs)
    }
    return this.queued >= (capacity?.queue ?? Infinity) ? this.#turnAway(serviceMs) : undefined
  }

  enter(serviceMs: number, signal?: AbortSignal, onQueued?: () => void): Promise<Admission> {
    const admission = this.enterAtOnce(serviceMs)
    if (admission !== undefined) return Promise.resolve(admission)
    return new Promise((resolve, reject) => {
      const place = this.#queue.push(() => {
        signal?.removeEventListener('abort', abandon)
        resolve(this.#start(serviceMs))
      })
      const abandon = () => {
        this.#queue.remove(place)
        reject(signal?.reason)
      }
      signal?.addEventListener('abort', abandon, { once: true })
      onQueued?.()
    })
  }

  /** Gives free slots to waiting calls. */
  fill(): void {
    if (this.queued === 0) return
    const slots = this.#capacity()?.slots ?? Infinity
    while (this.inService < slots) {
      const start = this.#queue.shift()
      if (start === undefined) return
      this.inService++
      start()
    }
  }

  /** @returns Time until the refusal can be sent, in whole ms. */
  refuse(serviceMs: number): number {
    const capacity = this.#capacity()
    const costMs = capacity === null ? 0 : (serviceMs * (capacity.refusal ?? 0)) / capacity.slots
    if (costMs === 0) return 0
    this.#refusingUntilMs = Math.max(this.#refusingUntilMs, this.#nowMs()) + costMs
    this.#refusingMs += costMs
    return wholeMs(this.#untilFreeMs())
  }

  endRefusals(): void {
    this.#refusingMs -= this.#untilFreeMs()
    this.#refusingUntilMs = -Infinity
  }

  #start(serviceMs: number): Started {
    const doneAtMs = serviceMs > 0 ? this.#workedMs() + serviceMs : -Infinity
    let isHeld = true
    return {
      shed: false,
      remainingMs: () => {
        if (doneAtMs === -Infinity) return 0
        const leftMs = doneAtMs - this.#workedMs()
        return leftMs > 0 ? wholeMs(leftMs + this.#untilFreeMs()) : 0
      },
      leave: () => {
        if (!isHeld) return
        isHeld = false
        this.inService--
        this.fill()
      },
    }
  }

  #turnAway(serviceMs: number): Shed {
    this.shed++
    const retryAfter = this.#capacity()?.retryAfter
    const epochMs = this.#clock.epochMs?.() ?? Date.now()
    const headers =
      retryAfter === undefined ? {} : { 'Retry-After': formatRetryAfter(retryAfter, epochMs) }
    return { shed: true, refusalMs: this.refuse(serviceMs), headers }
  }

  /** How long refusals still occupy the slots. */
  #untilFreeMs(): number {
    return Math.max(0, this.#refusingUntilMs - this.#nowMs())
  }

  /** A clock that stops while refusals occupy the slots. */
  #workedMs(): number {
    return this.#nowMs() - (this.#refusingMs - this.#untilFreeMs())
  }
}

function wholeMs(ms: number): number {
  return Math.min(longestMs, Math.round(ms))
}
