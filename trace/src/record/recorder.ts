import type { Call, Trace } from '../call.ts'
import type { OpenCall, Sent } from './open-call.ts'
import { Recording, RecordedCall } from './recording.ts'

/** Records calls. Recording a call costs less than a microsecond. */
export interface Recorder {
  /** Copies everything recorded so far. O(calls). */
  trace(): Trace
  /** Starts the record of a call that is sent now. */
  send(what: Sent): OpenCall
  /** Marks the present moment, which drawings show as a vertical line. */
  mark(label: string): void
  /** Drops everything and starts again at 0 ms. Calls that are still open are no longer recorded. */
  clear(): void
  /** Ms since the recording began. */
  nowMs(): number
}

/** Options of {@link createRecorder}. */
export interface RecorderOptions {
  /**
   * How many calls (and marks) to keep. Older ones are dropped and counted in {@link Trace.dropped},
   * so memory is bounded. Default: keep everything.
   */
  readonly limit?: number
  /** Called with a copy of a call each time the call changes. Must not throw. */
  readonly onChange?: (call: Call) => void
}

/**
 * Creates a recorder and starts the recording at 0 ms.
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
      `Cannot create a recorder: limit must be a whole number >= 1, got ${limit}. Leave it out to keep every call`,
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
