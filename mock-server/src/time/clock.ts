import { replaceClockReaders } from './clock-readers.ts'
import { beginEpoch } from './epoch.ts'
import { replaceTimers } from './replace-timers.ts'
import { trackRealWork } from './track-real-work.ts'
import { VirtualClock, type ClockEvents } from './virtual-clock.ts'

/** A virtual clock that replaces the real one until it is disposed of. */
export type InstalledClock = VirtualClock &
  Disposable & {
    /** Like disposing of it and installing a new one, but cheaper. */
    restart(): void
  }

/**
 * Replaces the timers, `Date`, `performance.now` and everything else that reads a clock, until it is
 * disposed of. Timers that are still waiting then never fire.
 *
 * @throws {Error} if virtual time or another fake clock is already running.
 */
export function installClock(events: ClockEvents = {}): InstalledClock {
  const clock = new VirtualClock(events)
  const epoch = beginEpoch(() => clock.nowMs)
  const work = trackRealWork()
  const undo = [epoch, work, replaceClockReaders(epoch, () => clock.look()), replaceTimers(clock)]
  return Object.assign(clock, {
    restart() {
      epoch.restart()
      clock.startOver()
      work.restart()
    },
    [Symbol.dispose]() {
      for (const part of undo.splice(0).toReversed()) part[Symbol.dispose]()
    },
  })
}
