import { longestMs } from '../network/schema.ts'

// Taken before any clock is installed: this one stays real, and virtual time does not wait for it.
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis

/** The timers of one mount: what is on its way through the simulated network. */
export class Timers {
  #waiting = 0

  /** How many there are. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * Waits for `ms`. 0 needs no timer, and neither does `Infinity`: that ends with `signal` alone.
   *
   * @throws `signal.reason` if `signal` aborts first; neither timer nor listener is left.
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
