import { longestMs } from '../network/schema.ts'
import type { Stop } from './stop.ts'

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
   * Waits for `ms`. 0 sets no timer. `Infinity` sets none, either, and ends only if `stop` comes.
   *
   * @throws `stop.reason` if `stop` comes first. No timer and no listener is left behind.
   */
  wait(ms: number, stop: Stop): Promise<void> {
    if (stop.hasCome) return Promise.reject(stop.reason)
    if (ms <= 0) return Promise.resolve()
    if (ms === Infinity) return new Promise((_, reject) => stop.add(() => reject(stop.reason)))
    this.#waiting += 1
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#waiting -= 1
        clearTimeout(timer)
        reject(stop.reason)
      }
      const timer = setTimeout(
        () => {
          this.#waiting -= 1
          stop.remove(end)
          resolve()
        },
        Math.min(ms, longestMs),
      )
      stop.add(end)
    })
  }
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
