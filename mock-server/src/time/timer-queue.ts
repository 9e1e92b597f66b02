/** A callback that waits until it is due. */
export interface Timer {
  /** The whole ms at which it is due. */
  dueMs: number
  /** `false` after `unref()`: the timer doesn't keep a process alive. */
  isReferenced: boolean
  readonly fire: () => void
  /** Set by `sleep` of the virtual time, not by the code under test. */
  readonly isSleep?: boolean
}

/**
 * Timers in the order in which they fire: by due time, and those due together in the order in which
 * they were added. With 10,000 timers, adding, removing and taking the first cost microseconds.
 */
export class TimerQueue {
  /** The due times of all timers, without duplicates, latest first. */
  readonly #dueTimes: number[] = []
  readonly #timersAt = new Map<number, Set<Timer>>()

  /** The due time of the first timer, or `undefined` if there is no timer. */
  get firstDueMs(): number | undefined {
    return this.#dueTimes.at(-1)
  }

  add(timer: Timer): void {
    const timers = this.#timersAt.get(timer.dueMs)
    if (timers !== undefined) {
      timers.add(timer)
      return
    }
    this.#timersAt.set(timer.dueMs, new Set([timer]))
    this.#dueTimes.splice(this.#positionOf(timer.dueMs), 0, timer.dueMs)
  }

  /** Removes a timer. Returns `false` if the queue doesn't have it. */
  remove(timer: Timer): boolean {
    const timers = this.#timersAt.get(timer.dueMs)
    if (timers?.delete(timer) !== true) return false
    if (timers.size === 0) {
      this.#timersAt.delete(timer.dueMs)
      this.#dueTimes.splice(this.#positionOf(timer.dueMs), 1)
    }
    return true
  }

  /** Removes and returns the first timer if it is due at `nowMs`. */
  takeDue(nowMs: number): Timer | undefined {
    const { firstDueMs } = this
    if (firstDueMs === undefined || firstDueMs > nowMs) return undefined
    const [timer] = this.#timersAt.get(firstDueMs) ?? []
    if (timer !== undefined) this.remove(timer)
    return timer
  }

  /** The index of a due time, or where to insert it, by binary search. */
  #positionOf(dueMs: number): number {
    let low = 0
    let high = this.#dueTimes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#dueTimes[middle]! > dueMs) low = middle + 1
      else high = middle
    }
    return low
  }
}
