/**
 * A heartbeat that needs no timer, because it follows the clock and the driver.
 *
 * It is as regular as an interval of Node's: a beat that falls due while the thread is busy comes as
 * soon as the thread is free, and the next one a whole period later.
 */
export class Heartbeat {
  readonly beats: number[] = []
  readonly #everyMs: number
  readonly #untilMs: number
  #dueMs: number

  /**
   * @param untilMs The time of the last beat. Without it, work that sleeps for a month would fill
   * the memory.
   * @throws {RangeError} if `everyMs` is not above 0.
   */
  constructor(everyMs: number, untilMs: number) {
    if (!(everyMs > 0)) {
      throw new RangeError(`Cannot simulate: heartbeatMs must be a number > 0, got ${everyMs}`)
    }
    this.#everyMs = everyMs
    this.#untilMs = untilMs
    this.#dueMs = everyMs
  }

  /** Nothing runs until `toMs`, so every beat is on time. */
  rest(toMs: number): void {
    const lastMs = Math.min(toMs, this.#untilMs)
    for (; this.#dueMs <= lastMs; this.#dueMs += this.#everyMs) this.beats.push(this.#dueMs)
  }

  /** The thread is free at this moment. */
  turn(nowMs: number): void {
    if (this.#dueMs > nowMs || nowMs > this.#untilMs) return
    this.beats.push(nowMs)
    this.#dueMs = nowMs + this.#everyMs
  }

  stop(): void {
    this.#dueMs = Infinity
  }
}
