/**
 * The date from which virtual time counts. Later than any real date, so that a moment which code took
 * in real time (when its module was loaded) lies in the past; and before 2038, so that seconds fit
 * into 32 bits.
 */
export const EPOCH_MS: number = Date.UTC(2036, 0, 1)
const HOUR_MS = 3_600_000

/** What every copy of this module in a process has in common. */
interface Shared {
  isRunning: boolean
  /** `performance.now()` at the end of the last virtual time. */
  endedMs: number
}

const KEY = Symbol.for('overlap.virtual-time')
const shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= { isRunning: false, endedMs: 0 })

// Taken before any clock is replaced.
const realNow = performance.now.bind(performance)

/** Where a virtual time begins, and that it is the only one. */
export interface Epoch extends Disposable {
  /** `performance.timeOrigin` */
  readonly timeOriginMs: number
  /** `performance.now()` at its beginning. */
  readonly startMs: number
}

/**
 * Begins the next virtual time of this process. Its clocks are ahead of everything that this process
 * has read before, in real or virtual time, and begin on a full hour: in a process younger than an
 * hour, the first time at 1:00, the next at 2:00, and so on.
 *
 * @param nowMs Ms since it began; read when it ends.
 * @throws {Error} if virtual time, or some other fake clock, is running already.
 */
export function beginEpoch(nowMs: () => number): Epoch {
  if (shared.isRunning || (Date as { isFake?: boolean }).isFake === true) {
    throw new Error(
      'Cannot start virtual time: a virtual clock is running already. Dispose of that one first',
    )
  }
  const startMs = (Math.floor(Math.max(shared.endedMs, realNow()) / HOUR_MS) + 1) * HOUR_MS
  shared.isRunning = true
  let isOver = false
  return {
    timeOriginMs: EPOCH_MS,
    startMs,
    [Symbol.dispose]() {
      if (isOver) return
      isOver = true
      shared.isRunning = false
      shared.endedMs = startMs + nowMs()
    },
  }
}
