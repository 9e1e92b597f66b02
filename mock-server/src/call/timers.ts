/** The timers of one mount: what is on its way through the simulated network. */
export class Timers {
  #waiting = 0

  /** How many there are. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Waits for `ms`; 0 needs no timer.
   *
   * @throws `signal.reason` if `signal` aborts first; neither timer nor listener is left.
   */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (ms <= 0) return Promise.resolve()
    this.#waiting += 1
    return new Promise((resolve, reject) => {
      const over = (): void => {
        this.#waiting -= 1
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
      }
      const abort = (): void => {
        over()
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        over()
        resolve()
      }, ms)
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

/** Waits for `signal` to abort: for ever, with no timer, unless it does. Then throws its reason. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
