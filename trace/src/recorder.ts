import type { Call, Mark, Outcome, ServerTimes, Trace } from './call.ts'
import { describeError } from './describe-error.ts'
import { toMicrosecond } from './ms.ts'
import { Ring } from './ring.ts'

/** What {@link Recorder.send} is told about a call. */
export interface Sent {
  /** HTTP method, in capitals. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** The client's name; `''` unless given. */
  readonly client?: string
  /** The call's idempotency key: calls with different keys are no retries of each other. */
  readonly idempotencyKey?: string
}

/** A call that is being recorded. */
export interface OpenCall {
  /** The record as it stands now; it goes on changing until the call is over. */
  readonly call: Call
  /** The headers of the answer came. Only the first time counts, and only before the end. */
  headers(status: number): void
  /** So many more bytes of the body came. Ignored after the end. */
  bytes(count: number): void
  /** The call is over. Only the first time counts. `error` is kept as one line of text. */
  end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void
  /**
   * The server came to this moment. Only the first time counts. It may come after the end: a
   * server often works on after its client has left.
   */
  server(moment: keyof ServerTimes): void
}

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

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type CallRecord = Mutable<Omit<Call, 'server'>> & { server?: Mutable<ServerTimes> }

const copyOf = (record: CallRecord): Call =>
  record.server === undefined ? { ...record } : { ...record, server: { ...record.server } }

/** What is shared by the calls of one recording: a cleared recorder begins another one. */
class Recording {
  readonly epochMs = Date.now()
  readonly startMs = performance.now()
  readonly calls: Ring<CallRecord>
  readonly marks: Ring<Mark>
  readonly #failures = new Map<string, number>()
  readonly #limit: number
  onChange: ((call: Call) => void) | undefined

  constructor(limit: number, onChange: ((call: Call) => void) | undefined) {
    this.#limit = limit
    this.calls = new Ring(limit)
    this.marks = new Ring(limit)
    this.onChange = onChange
  }

  nowMs(): number {
    return toMicrosecond(performance.now() - this.startMs)
  }

  /** Most calls never fail, so a key is made only once there is a failure to look up. */
  attempt(what: Sent): number {
    return this.#failures.size === 0 ? 1 : 1 + (this.#failures.get(keyOf(what)) ?? 0)
  }

  failed(what: Sent): void {
    const key = keyOf(what)
    const before = this.#failures.get(key) ?? 0
    // The newest failure goes to the end of the map, so that the oldest one is the one forgotten.
    this.#failures.delete(key)
    this.#failures.set(key, before + 1)
    if (this.#failures.size <= this.#limit) return
    for (const oldest of this.#failures.keys()) {
      this.#failures.delete(oldest)
      return
    }
  }
}

const keyOf = ({ client = '', method, url, idempotencyKey = '' }: Sent): string =>
  `${client}\n${method} ${url}\n${idempotencyKey}`

class RecordedCall implements OpenCall {
  readonly #recording: Recording
  readonly #what: Sent
  readonly #record: CallRecord

  constructor(recording: Recording, what: Sent) {
    this.#recording = recording
    this.#what = what
    this.#record = {
      id: recording.calls.added,
      method: what.method,
      url: what.url,
      client: what.client ?? '',
      attempt: recording.attempt(what),
      sentMs: recording.nowMs(),
      outcome: 'pending',
      bodyBytes: 0,
    }
    recording.calls.add(this.#record)
    this.#changed()
  }

  get call(): Call {
    return this.#record
  }

  headers(status: number): void {
    const record = this.#record
    if (record.endMs !== undefined || record.headersMs !== undefined) return
    record.headersMs = this.#recording.nowMs()
    record.status = status
    this.#changed()
  }

  bytes(count: number): void {
    if (this.#record.endMs !== undefined) return
    this.#record.bodyBytes += count
    this.#changed()
  }

  end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void {
    const record = this.#record
    if (record.endMs !== undefined) return
    record.endMs = this.#recording.nowMs()
    record.outcome = outcome
    if (error !== undefined) record.error = describeError(error)
    if (outcome !== 'ok') this.#recording.failed(this.#what)
    this.#changed()
  }

  server(moment: keyof ServerTimes): void {
    const times = (this.#record.server ??= {})
    if (times[moment] !== undefined) return
    times[moment] = this.#recording.nowMs()
    this.#changed()
  }

  #changed(): void {
    this.#recording.onChange?.(copyOf(this.#record))
  }
}

/**
 * Makes a recorder, and begins the recording: the time is 0 ms.
 *
 * @throws {RangeError} if `limit` is not a whole number of 1 or more.
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
    trace: () => ({
      calls: recording.calls.map(copyOf),
      epochMs: recording.epochMs,
      nowMs: recording.nowMs(),
      dropped: recording.calls.dropped,
      marks: recording.marks.map((mark) => mark),
    }),
    send: (what) => new RecordedCall(recording, what),
    mark: (label) => recording.marks.add({ atMs: recording.nowMs(), label }),
    clear: () => {
      recording.onChange = undefined
      recording = new Recording(limit, onChange)
    },
    nowMs: () => recording.nowMs(),
  }
}
