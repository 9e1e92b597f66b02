/**
 * The date from which virtual time counts. It is later than any real date, so that a timestamp from
 * real time, such as one taken when a module was loaded, is in the past. It is before 2038, so that
 * seconds fit into 32 bits.
 */
export const EPOCH_MS: number = Date.UTC(2036, 0, 1)
const HOUR_MS = 3_600_000

/** The state that all copies of this module in a process share. */
interface Shared {
  isRunning: boolean
  /** `performance.now()` at the end of the last virtual time. */
  endedMs: number
}

const KEY = Symbol.for('overlap.virtual-time')
const shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= { isRunning: false, endedMs: 0 })

// Taken before any clock is replaced.
const realNow = performance.now.bind(performance)

/** The beginning of a virtual time. A process has only one at a time. */
export interface Epoch extends Disposable {
  /** `performance.timeOrigin` */
  readonly timeOriginMs: number
  /** `performance.now()` at its beginning. */
  readonly startMs: number
  /** Ends it, and begins the next one on the next full hour. */
  restart(): void
}

/**
 * Begins the next virtual time of this process. Its clocks begin on a full hour, later than any time
 * that this process has read, real or virtual. In a process younger than an hour, the first virtual
 * time begins at 1:00, the next at 2:00, and so on.
 *
 * @param nowMs Returns the ms since it began. Called when it ends.
 * @throws {Error} if virtual time or another fake clock is already running.
 */
export function beginEpoch(nowMs: () => number): Epoch {
  if (shared.isRunning || (Date as { isFake?: boolean }).isFake === true) {
    throw new Error(
      'Cannot start virtual time: a virtual clock is running already. Dispose of it first',
    )
  }
  let startMs = nextHour()
  shared.isRunning = true
  let isOver = false
  return {
    timeOriginMs: EPOCH_MS,
    get startMs() {
      return startMs
    },
    restart() {
      shared.endedMs = startMs + nowMs()
      startMs = nextHour()
    },
    [Symbol.dispose]() {
      if (isOver) return
      isOver = true
      shared.isRunning = false
      shared.endedMs = startMs + nowMs()
    },
  }
}

/** The first full hour after any time that this process has read. */
function nextHour(): number {
  return (Math.floor(Math.max(shared.endedMs, realNow()) / HOUR_MS) + 1) * HOUR_MS
}
