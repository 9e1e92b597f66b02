import { longestMs } from '../network/schema.ts'

// Read before any clock is installed, so these stay real, and virtual time does not wait for them.
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis

/** The timers of one mount, for everything in transit through the simulated network. */
export class Timers {
  #waiting = 0

  /** The number of timers. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Waits for `ms`. 0 sets no timer. `Infinity` sets none, either, and ends only if `signal`
   * aborts.
   *
   * @throws `signal.reason` if `signal` aborts first. No timer and no listener is left behind.
   */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason)
    if (ms <= 0) return Promise.resolve()
    if (ms === Infinity) return untilAborted(signal)
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
      const timer = setTimeout(
        () => {
          over()
          resolve()
        },
        Math.min(ms, longestMs),
      )
      signal.addEventListener('abort', abort, { once: true })
    })
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** Waits for a promise, and keeps the process alive meanwhile, as an open socket does. */
export async function keepingAlive<T>(promise: Promise<T>): Promise<T> {
  const timer = realSetTimeout(() => {}, longestMs)
  try {
    return await promise
  } finally {
    realClearTimeout(timer)
  }
}
