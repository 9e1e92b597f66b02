import { install } from '@sinonjs/fake-timers'
import { override } from './override.ts'
import { createPatience } from './patience.ts'
import { shimPlatform } from './platform.ts'
import { followNode } from './timer-rules.ts'

/** When virtual time begins, for `Date`: a whole second, the same on every machine. */
const EPOCH_MS = Date.UTC(2026, 0, 1)

/** Virtual time in place of the real one, until it is disposed of. Nothing moves it by itself. */
export interface VirtualClock extends Disposable {
  /** Ms since the clock was installed. */
  readonly nowMs: number
  /** Timers that wait to fire. */
  readonly waiting: number
  /** Those of them that nobody but `AbortSignal.timeout` waits for. */
  readonly background: number
  /** Fires the timer that is due next; time jumps to it. Throws what the timer throws. */
  fireNext(): void
  /** Burns processor time: the clock jumps, no timer fires. Fractions add up to whole ms. */
  spend(ms: number): void
  /** Calls back when all that is ready has run; no time passes. Returns what calls it off. */
  readonly soon: (callback: () => void) => () => void
  /** Something happened: who looks at the clock again and again does not merely wait for it. */
  progress(): void
}

/** What the owner of a clock wants to hear. */
export interface ClockEvents {
  /** A timer was set. */
  readonly onTimer?: () => void
  /** Nothing was left to do until `toMs`: time jumps there, and is there when this returns. */
  readonly onIdleUntil?: (toMs: number) => void
}

/**
 * Replaces the timers, `Date`, `performance.now`, and what else reads a clock.
 *
 * @throws {Error} if virtual time, or some other fake clock, is running already.
 */
export function installClock(events: ClockEvents = {}): VirtualClock {
  if ((Date as { isFake?: boolean }).isFake === true) {
    throw new Error(
      'Cannot start virtual time: a virtual clock is running already. Dispose of that one first',
    )
  }
  const clock = install({ now: EPOCH_MS, toFake: [...FAKED], ...LENIENT })
  let nowMs = 0
  let owedMs = 0
  const patience = createPatience()

  // fake-timers sets its clock back for a timer that is overdue. Here time only goes forward, so
  // that a timer held up by `spend` runs late, and knows it.
  Object.defineProperty(clock, 'now', {
    get: () => {
      if (patience.look()) nowMs += 1
      return EPOCH_MS + nowMs
    },
    set: (epochMs: number) => {
      const toMs = epochMs - EPOCH_MS
      if (toMs <= nowMs) return
      events.onIdleUntil?.(toMs)
      nowMs = toMs
    },
  })
  const { soon } = followNode(clock, patience, () => events.onTimer?.())
  const restoreNow = override(performance, 'now', () => clock.now - EPOCH_MS)
  const restoreOrigin = override(performance, 'timeOrigin', EPOCH_MS)
  const platform = shimPlatform()

  return {
    get nowMs() {
      return nowMs
    },
    get waiting() {
      return clock.countTimers()
    },
    get background() {
      return platform.abortTimers
    },
    fireNext: () => void clock.next(),
    spend(ms) {
      if (!(ms >= 0 && ms < Infinity)) {
        throw new RangeError(`Cannot spend processor time: expected ms >= 0, got ${ms}`)
      }
      patience.renew()
      // To the microsecond, so that a thousand times 0.001 ms is 1 ms. Timers know whole ms only.
      owedMs = Math.round((owedMs + ms) * 1000) / 1000
      nowMs += Math.trunc(owedMs)
      owedMs %= 1
    },
    soon,
    progress: patience.renew,
    [Symbol.dispose]() {
      platform[Symbol.dispose]()
      restoreOrigin()
      restoreNow()
      clock.uninstall()
      platform.settle()
    },
  }
}

// Not every platform has them all, and a timer from before may be cleared.
const LENIENT = { ignoreMissingTimers: true, shouldClearNativeTimers: true }
const FAKED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'Date',
  'Temporal',
  'hrtime',
] as const
