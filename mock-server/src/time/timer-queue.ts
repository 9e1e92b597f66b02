/** A callback that waits until it is due. A class, because the engine is fast with objects that are made alike. */
export class Timer {
  /** The whole ms at which it is due. */
  dueMs = 0
  /** `false` after `unref()`: the timer doesn't keep a process alive. */
  isReferenced = true
  /** How many timers its queue got before. */
  order = 0
  /** Its index in its queue. */
  place = -1
  readonly fire: () => void
  /** Whether it was set by `sleep` of the virtual time, not by the code under test. */
  readonly isSleep: boolean

  constructor(fire: () => void, isSleep = false) {
    this.fire = fire
    this.isSleep = isSleep
  }
}

/**
 * Timers in the order in which they fire: by due time, and those due together in the order in which
 * they were added. A binary heap: adding, removing and taking the first cost O(log n).
 */
export class TimerQueue {
  /** No timer fires before its parent, whose index is half of its own. */
  readonly #heap: Timer[] = []
  #added = 0

  /** The due time of the first timer, or `undefined` if there is no timer. */
  get firstDueMs(): number | undefined {
    return this.#heap[0]?.dueMs
  }

  get size(): number {
    return this.#heap.length
  }

  /** All timers, in no particular order. */
  get timers(): readonly Timer[] {
    return this.#heap
  }

  add(timer: Timer): void {
    timer.order = this.#added
    this.#added += 1
    this.#rise(timer, this.#heap.length)
  }

  /** Removes a timer. Returns `false` if the queue doesn't have it. */
  remove(timer: Timer): boolean {
    const { place } = timer
    if (this.#heap[place] !== timer) return false
    timer.place = -1
    const last = this.#heap.pop()!
    if (last !== timer) this.#sink(last, place)
    return true
  }

  /** Removes and returns the first timer if it is due at `nowMs`. */
  takeDue(nowMs: number): Timer | undefined {
    const first = this.#heap[0]
    if (first === undefined || first.dueMs > nowMs) return undefined
    this.remove(first)
    return first
  }

  /** Puts a timer at a free place, or nearer to the front. */
  #rise(timer: Timer, place: number): void {
    let at = place
    while (at > 0) {
      const up = (at - 1) >> 1
      const parent = this.#heap[up]!
      if (isBefore(parent, timer)) break
      this.#put(parent, at)
      at = up
    }
    this.#put(timer, at)
  }

  /** Puts a timer at a free place, or wherever it belongs. */
  #sink(timer: Timer, place: number): void {
    let at = place
    for (;;) {
      const left = 2 * at + 1
      const [one, other] = [this.#heap[left], this.#heap[left + 1]]
      if (one === undefined) break
      const child = other !== undefined && isBefore(other, one) ? other : one
      if (isBefore(timer, child)) break
      const down = child.place
      this.#put(child, at)
      at = down
    }
    this.#rise(timer, at)
  }

  #put(timer: Timer, place: number): void {
    this.#heap[place] = timer
    timer.place = place
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.dueMs < other.dueMs || (one.dueMs === other.dueMs && one.order < other.order)
}
