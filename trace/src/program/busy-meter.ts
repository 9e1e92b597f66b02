/** A timer that is later than this was held up. */
const LEAST_LATE_MS = 100

/** Of the time of a stretch, at least so much on the processor proves that the thread itself was busy. */
const LEAST_SHARE = 0.8

/**
 * Finds stretches in which this thread computes, and no callback of a call can run. A timer that fires late
 * is not enough: other programs may have held the processor. So it also reads the thread's own time on it.
 */
export class BusyMeter {
  readonly #everyMs: number
  #fromMs = 0
  #cpuUs = 0

  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  /** Begins a stretch. Its end is due `everyMs` later. */
  begin(nowMs: number): void {
    this.#fromMs = nowMs
    this.#cpuUs = cpuUs()
  }

  /** Ends a stretch. Returns from when to when it was held up, if it computed all the time. */
  end(nowMs: number): readonly [number, number] | undefined {
    const tookMs = nowMs - this.#fromMs
    if (tookMs < this.#everyMs + LEAST_LATE_MS) return undefined
    const busyMs = (cpuUs() - this.#cpuUs) / 1000
    return busyMs >= tookMs * LEAST_SHARE ? [this.#fromMs + this.#everyMs, nowMs] : undefined
  }
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}
