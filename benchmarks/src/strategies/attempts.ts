import type { Attempt } from './strategies.ts'

/** The calls that a strategy makes, as it sees them: an answer that it cannot use has failed, whatever its status. */
export class Attempts {
  #busyMs = 0
  #allMs = 0
  #failedMs = 0
  #inFlight = 0
  #busySinceMs = 0

  /** How long at least one call was in flight up to now, in ms. */
  get busyMs(): number {
    return this.#busyMs + (this.#inFlight > 0 ? performance.now() - this.#busySinceMs : 0)
  }

  /** The time of calls that failed or were aborted, as a share of the time of all calls. */
  get wastedShare(): number {
    return this.#allMs === 0 ? 0 : this.#failedMs / this.#allMs
  }

  /** The same attempt, watched. */
  watch(attempt: Attempt): Attempt {
    return async (path, options) => {
      const startMs = performance.now()
      if (this.#inFlight === 0) this.#busySinceMs = startMs
      this.#inFlight += 1
      try {
        return await attempt(path, options)
      } catch (error) {
        this.#failedMs += performance.now() - startMs
        throw error
      } finally {
        const nowMs = performance.now()
        this.#allMs += nowMs - startMs
        this.#inFlight -= 1
        if (this.#inFlight === 0) this.#busyMs += nowMs - this.#busySinceMs
      }
    }
  }
}
