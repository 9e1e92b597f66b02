import { createBusyWait } from './busy-wait.ts'
import { TimerQueue, type Timer } from './timer-queue.ts'

/** The events of a clock. */
export interface ClockEvents {
  /** A timer or an immediate was set. */
  readonly onTimer?: () => void
  /** Nothing is left to run before `toMs`. Time jumps there as soon as this returns. */
  readonly onIdleUntil?: (toMs: number) => void
}

/**
 * A clock that moves only when its methods move it, and the timers that wait for it.
 *
 * Timers fire in the order of Node's event loop: all timers that are due, then the immediates that
 * were set before, and so on. When nothing is due, the clock jumps to the next timer.
 */
export class VirtualClock {
  readonly #events: ClockEvents
  readonly #busyWait = createBusyWait()
  readonly #timers = new TimerQueue()
  /** The immediates of the current round, and of the next one. */
  #round = new Set<Timer>()
  #nextRound = new Set<Timer>()
  #nowMs = 0
  /** Processor time spent that does not make a whole ms yet. */
  #owedMs = 0
  #fired = 0

  constructor(events: ClockEvents = {}) {
    this.#events = events
  }

  /** Ms since it began. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** How many timers and immediates are waiting to fire. */
  get waiting(): number {
    return this.#timers.size + this.#round.size + this.#nextRound.size
  }

  /** How many of them don't keep a process alive: after `unref()`, or of `AbortSignal.timeout`. */
  get unreferenced(): number {
    return this.#all().filter((timer) => !timer.isReferenced).length
  }

  /** How many of them keep a process alive, without those of `sleep`. */
  get ofTheWork(): number {
    return this.#all().filter(({ isReferenced, isSleep }) => isReferenced && !isSleep).length
  }

  /**
   * The time at which the next timer fires: now, if an immediate is waiting or a timer is late.
   * `undefined` if nothing is waiting.
   */
  get nextMs(): number | undefined {
    if (this.#round.size > 0 || this.#nextRound.size > 0) return this.#nowMs
    const { firstDueMs } = this.#timers
    return firstDueMs === undefined ? undefined : Math.max(firstDueMs, this.#nowMs)
  }

  /** How many timers and immediates have fired. */
  get fired(): number {
    return this.#fired
  }

  /** Reads the clock for the code under test. A loop that only does this makes time pass. */
  look(): number {
    if (this.#busyWait.look()) this.#nowMs += 1
    return this.#nowMs
  }

  /** Reports progress: a loop that reads the clock isn't only waiting. */
  progress(): void {
    this.#busyWait.progress()
  }

  /**
   * Burns processor time: the clock jumps, no timer fires. Fractions add up to whole ms.
   *
   * @throws {RangeError} if `ms` is negative or not finite.
   */
  spend(ms: number): void {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new RangeError(`Cannot spend processor time: expected ms >= 0, got ${ms}`)
    }
    this.#busyWait.progress()
    // Rounded to the microsecond, so that 1000 × 0.001 ms is 1 ms. Timers have only whole ms.
    this.#owedMs = Math.round((this.#owedMs + ms) * 1000) / 1000
    this.#nowMs += Math.trunc(this.#owedMs)
    this.#owedMs %= 1
  }

  /** Makes a timer wait for `delayMs` whole ms, from now or from `sinceMs`. */
  start(timer: Timer, delayMs: number, sinceMs: number = this.#nowMs): void {
    this.clear(timer)
    timer.dueMs = sinceMs + delayMs
    this.#timers.add(timer)
    this.#events.onTimer?.()
  }

  /** Makes a timer wait until everything that is due now has fired. No time passes. */
  startImmediate(timer: Timer): void {
    this.#nextRound.add(timer)
    this.#events.onTimer?.()
  }

  /** Clears a timer or an immediate. Does nothing if it isn't waiting. */
  clear(timer: Timer): void {
    if (this.#timers.remove(timer) || this.#round.delete(timer)) return
    this.#nextRound.delete(timer)
  }

  /** Drops all timers and goes back to 0 ms. */
  startOver(): void {
    for (const timer of this.#all()) this.clear(timer)
    this.#nowMs = 0
    this.#owedMs = 0
    this.#fired = 0
    this.#busyWait.progress()
  }

  /** Fires the next timer. If nothing is due, time jumps to it. Throws what the callback throws. */
  fireNext(): void {
    const timer = this.#takeImmediate() ?? this.#takeTimer() ?? this.#beginRound() ?? this.#jump()
    if (timer === undefined) return
    this.#fired += 1
    timer.fire()
  }

  /** Timers and immediates that have not fired yet. */
  #all(): Timer[] {
    return [...this.#timers.timers, ...this.#round, ...this.#nextRound]
  }

  #takeTimer(): Timer | undefined {
    const timer = this.#timers.takeDue(this.#nowMs)
    if (timer !== undefined) this.#busyWait.progress()
    return timer
  }

  #takeImmediate(): Timer | undefined {
    const immediate = first(this.#round)
    if (immediate === undefined) return undefined
    this.#round.delete(immediate)
    this.#busyWait.poll()
    return immediate
  }

  #beginRound(): Timer | undefined {
    if (this.#nextRound.size === 0) return undefined
    if (this.#busyWait.pollsTooOften) this.#nowMs += 1
    this.#round = this.#nextRound
    this.#nextRound = new Set()
    return this.#takeImmediate()
  }

  #jump(): Timer | undefined {
    const { firstDueMs } = this.#timers
    if (firstDueMs === undefined) return undefined
    this.#events.onIdleUntil?.(firstDueMs)
    this.#nowMs = firstDueMs
    return this.#takeTimer()
  }
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value
}
