import { installClock } from './clock.ts'
import { afterRealWork } from './real-work.ts'
import { Timer } from './timer-queue.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Time that stops while code runs, and jumps to the next timer when nothing is left to run. */
export interface VirtualTime extends Disposable {
  /** Ms since this virtual time began. */
  readonly nowMs: number
  /**
   * Burns `ms` of processor time: the clock jumps at once, and nothing else can run meanwhile.
   * Timers that came due fire late, and see the late time. Fractions add up to whole ms.
   *
   * @throws {RangeError} if `ms` is negative or not a number.
   */
  spend(ms: number): void
  /**
   * Waits for `ms`. With 0, it waits until everything that is ready to run has run.
   *
   * @throws `signal.reason` if `signal` aborts first. The timer is cleared then.
   */
  sleep(ms: number, options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Restores real time. Timers that are still waiting never fire. Calling it twice does nothing. */
  [Symbol.dispose](): void
}

/**
 * Replaces real time with virtual time until it is disposed of. An hour passes in milliseconds, and a
 * wait of 100 ms takes exactly 100 ms, however busy the machine is.
 *
 * The clock moves only when nothing is left to run: then it jumps to the next timer and fires it.
 * Timers, immediates, `process.nextTick` and promises run in the order of Node's event loop. Only timers
 * and {@link VirtualTime.spend} take time, with one exception: a loop that only reads the clock, or polls
 * with `setImmediate`, takes time after many rounds, so that it ends.
 *
 * It replaces the timers (including those of `node:timers` and `node:timers/promises`), `Date`,
 * `Temporal.Now`, `performance`, `process.hrtime` and `AbortSignal.timeout`. `Date` and
 * `performance.now()` begin on a full hour: on 2036-01-01 at 01:00 UTC, the next time at 02:00. That is
 * later than any earlier virtual time in this process, and later than anything read in real time.
 *
 * No virtual time passes while other threads work for the code: files, DNS, compression, cryptography.
 * Virtual time does not wait for a worker thread, a child process or a real connection, because it
 * cannot know what they are doing.
 *
 * @example
 * ```ts
 * import { virtualTime } from '@overlap/mock-server'
 *
 * using time = virtualTime()
 * await new Promise((resolve) => setTimeout(resolve, 3_600_000))
 * console.log(time.nowMs) // → 3600000
 * ```
 *
 * @throws {Error} if virtual time is already running.
 */
export function virtualTime(): VirtualTime {
  let isDriven = false
  let isOpen = true
  const drive = (): void => {
    isDriven = isOpen && clock.waiting > 0
    if (!isDriven) return
    try {
      clock.fireNext()
    } catch (error) {
      reportUncaught(error)
    }
    afterRealWork(drive)
  }
  const clock = installClock({
    onTimer: () => {
      if (isDriven) return
      isDriven = true
      afterRealWork(drive)
    },
  })
  return timeOf(clock, () => {
    isOpen = false
    clock[Symbol.dispose]()
  })
}

/** Reports an error thrown by a timer as uncaught. The clock goes on. */
function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

/** The handle for a clock that the caller drives. */
export function timeOf(clock: VirtualClock, dispose: () => void): VirtualTime {
  return {
    get nowMs() {
      return clock.nowMs
    },
    spend: (ms) => clock.spend(ms),
    sleep: (ms, { signal } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason)
        const wake = (): void => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        const abort = (): void => {
          clock.clear(timer)
          reject(signal?.reason)
        }
        const timer = new Timer(wake, true)
        if (ms > 0) clock.start(timer, Math.max(1, Math.trunc(ms)))
        else clock.startImmediate(timer)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    [Symbol.dispose]: dispose,
  }
}
