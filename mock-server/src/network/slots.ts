import { Fifo, type Place } from './fifo.ts'
import type { Capacity } from './types.ts'

/** What became of a call that wants a slot: it has one, it is sent away, or it has a place in the queue. */
export type Entry = 'started' | 'shed' | Place<() => void>

/**
 * One server: slots, and a queue in order of arrival. Synchronous and without a clock.
 *
 * The capacity is asked for anew each time. When it grows, those who wait move up at the next
 * arrival, departure or {@link Slots.fill}; when it shrinks, nobody in service or waiting is sent away.
 */
export class Slots {
  readonly #capacity: () => Capacity | null
  readonly #queue = new Fifo<() => void>()
  #inService = 0

  constructor(capacity: () => Capacity | null) {
    this.#capacity = capacity
  }

  /** @param start Called when a call that had to wait gets its slot. */
  enter(start: () => void): Entry {
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

  /** Gives free slots to those who wait. */
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
}
