import type { Call, Trace } from '../call.ts'
import type { OpenCall, Sent } from './open-call.ts'
import { Recording, RecordedCall } from './recording.ts'

/** Records calls. Recording one costs about a microsecond. */
export interface Recorder {
  /** A copy of everything so far, O(calls). */
  trace(): Trace
  /** Begins the record of a call that is being sent now. */
  send(what: Sent): OpenCall
  /** Notes a moment worth a vertical line. */
  mark(label: string): void
  /** Forgets everything and begins again at 0 ms. Calls that are still open are not recorded any further. */
  clear(): void
  /** Ms since the recording began. */
  nowMs(): number
}

/** Options of {@link createRecorder}. */
export interface RecorderOptions {
  /**
   * Calls (and marks) to keep; the oldest are forgotten, and counted in {@link Trace.dropped}.
   * Memory is bounded then. Without it everything is kept.
   */
  readonly limit?: number
  /** Called with a copy of a call each time something about it changes. It must not throw. */
  readonly onChange?: (call: Call) => void
}

/**
 * Makes a recorder, and begins the recording: the time is 0 ms.
 *
 * @throws {RangeError} if `limit` is not a whole number of 1 or more.
 *
 * @example
 * ```ts
 * import { createRecorder } from '@overlap/trace'
 *
 * const recorder = createRecorder({ limit: 1000 })
 * const call = recorder.send({ method: 'GET', url: 'https://shop.example/products/1' })
 * call.headers(404)
 * call.end('http-error')
 *
 * recorder.trace().calls.map(({ status, outcome }) => `${status} ${outcome}`)
 * // → ['404 http-error']
 * ```
 */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  const { limit = Infinity, onChange } = options
  if (limit !== Infinity && (!Number.isInteger(limit) || limit < 1)) {
    throw new RangeError(
      `Cannot make a recorder: limit must be a whole number >= 1, got ${limit}. Leave it out to keep every call`,
    )
  }
  let recording = new Recording(limit, onChange)
  return {
    trace: () => recording.trace(),
    send: (what) => new RecordedCall(recording, what),
    mark: (label) => recording.mark(label),
    clear: () => {
      recording.onChange = undefined
      recording = new Recording(limit, onChange)
    },
    nowMs: () => recording.nowMs(),
  }
}
