/** Counts calls that are in flight, as a program does that watches itself, and averages the count over time. */
export class Gauge {
  #calls = 0
  /** The count, added up over time. */
  #callMs = 0
  #startMs: number | undefined
  #changedMs = 0

  /** Runs a call, and counts it as in flight until its promise settles. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.#change(1)
    try {
      return await call()
    } finally {
      this.#change(-1)
    }
  }

  /** The mean count from the first change to the last one; 0 if no time has passed between them. */
  get mean(): number {
    const spanMs = this.#changedMs - (this.#startMs ?? this.#changedMs)
    return spanMs === 0 ? 0 : this.#callMs / spanMs
  }

  #change(by: number): void {
    const nowMs = performance.now()
    this.#startMs ??= nowMs
    this.#callMs += this.#calls * (nowMs - (this.#calls === 0 ? nowMs : this.#changedMs))
    this.#changedMs = nowMs
    this.#calls += by
  }
}
