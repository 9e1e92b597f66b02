import { installClock, type VirtualClock } from './clock.ts'
import { turnUntilFree } from './hold.ts'

/** Time that does not pass while something runs, and jumps to the next timer when nothing does. */
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
   * Waits for `ms`; for 0 it waits until everything that is ready to run has run.
   *
   * @throws `signal.reason` if `signal` aborts first. The timer is cleared then.
   */
  sleep(ms: number, options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Brings real time back. Timers that still wait never fire. A second time does nothing. */
  [Symbol.dispose](): void
}

/**
 * Replaces real time by virtual time until it is disposed of: an hour passes in milliseconds, and
 * what takes 100 ms takes exactly 100 ms, however busy the machine is.
 *
 * The clock moves only when nothing is left to run: it jumps to the next timer then, and fires it.
 * It is in place of the timers (`setTimeout` and its kin, also those of `node:timers` and
 * `node:timers/promises`), `Date`, `Temporal`, `performance.now`, `process.hrtime` and
 * `AbortSignal.timeout`. `Date` begins on 2026-01-01 at 00:00 UTC. Work that real threads do
 * (files, sockets, compression) is not waited for. Nothing takes time but timers and
 * {@link VirtualTime.spend}; only a loop that does nothing but watch the clock, or poll by
 * `setImmediate`, is given a millisecond a round after many rounds, so that it comes to its end.
 *
 * @throws {Error} if virtual time is running already.
 */
export function virtualTime(): VirtualTime {
  let awake = false
  let open = true
  const run = async (): Promise<void> => {
    for (;;) {
      await turnUntilFree()
      if (!open || clock.waiting === 0) break
      fire(clock)
    }
    awake = false
  }
  const clock = installClock({
    onTimer: () => {
      if (awake) return
      awake = true
      void run()
    },
  })
  return timeOf(clock, () => {
    if (!open) return
    open = false
    clock[Symbol.dispose]()
  })
}

/** A timer that throws must not stop the clock: its error goes where uncaught errors go. */
function fire(clock: VirtualClock): void {
  try {
    clock.fireNext()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/** The handle for a clock that is driven already. */
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
          callOff()
          reject(signal?.reason)
        }
        const callOff = ms > 0 ? timer(wake, ms) : clock.soon(wake)
        signal?.addEventListener('abort', abort, { once: true })
      }),
    [Symbol.dispose]: dispose,
  }
}

function timer(callback: () => void, ms: number): () => void {
  const handle = setTimeout(callback, ms)
  return () => clearTimeout(handle)
}
