/** Less time than this is not worth a sentence. */
const LEAST_BUSY_MS = 50

/** A thread that didn't run for less than this has only waited for its turn. */
const LEAST_AWAY_MS = 100

/**
 * Finds stretches in which this thread computes, and no callback of a call can run. That a timer fires late is
 * no proof, because other programs may have held the processor. The thread's own time on it is: what it used
 * since a timer was due, it used without a break.
 */
export class BusyMeter {
  readonly #cpuMs: () => number
  #fromMs = 0
  #dueMs = Infinity
  #cpuFromMs = 0
  #awayMs = 0

  /** @param cpuMs Reads the time of this thread on the processor, in ms. */
  constructor(cpuMs: () => number = threadCpuMs) {
    this.#cpuMs = cpuMs
  }

  /** Begins to measure, until a timer that is due then. */
  begin(nowMs: number, dueMs: number): void {
    this.#fromMs = nowMs
    this.#dueMs = dueMs
    this.#cpuFromMs = this.#cpuMs()
  }

  /** Whether the timer is so late that a look is worth its cost. */
  isLate(nowMs: number): boolean {
    return nowMs >= this.#dueMs + LEAST_BUSY_MS
  }

  /**
   * Notes that the thread handles something now, and measures on from here.
   *
   * @returns From when to when it computed without a break.
   */
  look(nowMs: number): readonly [number, number] | undefined {
    // Until the timer was due, there may have been breaks.
    const freeMs = Math.max(0, this.#dueMs - this.#fromMs)
    const lateMs = Math.max(0, nowMs - Math.max(this.#dueMs, this.#fromMs))
    const busyMs = Math.min(lateMs, this.#cpuMs() - this.#cpuFromMs - freeMs)
    this.begin(nowMs, this.#dueMs)
    if (busyMs >= LEAST_BUSY_MS) return [nowMs - busyMs, nowMs]
    if (lateMs >= LEAST_AWAY_MS) this.#awayMs += lateMs
    return undefined
  }

  /** For how long the thread did not run, although a timer was due. Takes the sum, and begins a new one. */
  takeAwayMs(): number {
    const awayMs = this.#awayMs
    this.#awayMs = 0
    return awayMs
  }
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
