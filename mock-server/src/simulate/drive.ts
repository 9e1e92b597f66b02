import { afterRealWork, isAtRest, openRealWork, watchForSilence } from '../time/real-work.ts'
import type { VirtualClock } from '../time/virtual-clock.ts'

/** After this many idle turns of the real event loop, nothing more will happen. */
const IDLE_TURNS = 50

/** The same, if the platform has nothing to do. */
const IDLE_TURNS_AT_REST = 2

/** How driving ended. */
export type Ending =
  | 'done'
  /** No timer waits, and nothing real is going on. */
  | 'nothing-left'
  /** No timer waits, but a thread or a connection may still be at work. */
  | 'real-work-left'
  | 'too-late'
  | 'too-many-timers'

/** How far to drive, and what to call. */
export interface DriveOptions {
  /** Whether the end is reached. Called whenever everything that was ready has run. */
  readonly isDone: () => boolean
  /** Stops at this virtual time. */
  readonly latestMs: number
  /** Stops when this many timers and immediates have fired on this clock. */
  readonly timerLimit: number
  /** Called each time, before time moves on. */
  readonly onTurn?: () => void
  /**
   * Called each time after that. If it returns `true`, it has made something ready to run, and no timer
   * fires in this turn.
   */
  readonly goOn?: () => boolean
  /** How many idle turns of the real event loop it waits before it ends. Default: 50. */
  readonly idleTurns?: number
  /** Called with each error that a timer throws. */
  readonly onError: (error: unknown) => void
}

/**
 * Advances virtual time by one timer at a time. Before each timer, everything that is ready runs.
 * So the order depends only on the times, however slow the machine is.
 *
 * Each timer fires in its own task, as in Node. `process.nextTick` callbacks and then promises run
 * before the next timer.
 */
export function drive(clock: VirtualClock, options: DriveOptions): Promise<Ending> {
  const { isDone, latestMs, timerLimit, onTurn, goOn, onError } = options
  const { idleTurns: mostIdleTurns = IDLE_TURNS } = options
  const { promise, resolve } = Promise.withResolvers<Ending>()
  let idleTurns = 0
  let silence = watchForSilence()

  const turn = (): void => {
    if (isDone()) return resolve('done')
    onTurn?.()
    if (goOn?.() === true) {
      idleTurns = 0
    } else if (clock.waiting > 0) {
      if (clock.nowMs >= latestMs) return resolve('too-late')
      if (clock.fired >= timerLimit) return resolve('too-many-timers')
      idleTurns = 0
      try {
        clock.fireNext()
      } catch (error) {
        onError(error)
      }
    } else {
      if (idleTurns === 0) silence = watchForSilence()
      idleTurns += 1
      if (idleTurns >= (isAtRest() ? IDLE_TURNS_AT_REST : mostIdleTurns)) {
        if (openRealWork().length === 0) return resolve('nothing-left')
        if (silence.lasts()) return resolve('real-work-left')
      }
    }
    afterRealWork(turn)
  }
  afterRealWork(turn)
  return promise
}
