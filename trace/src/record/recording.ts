import type { Call, Mark, Outcome, ServerTimes, Trace } from '../call.ts'
import { describeError } from './describe-error.ts'
import { recordedHeaders, type Header } from './headers.ts'
import { toMicrosecond } from '../ms.ts'
import type { OpenCall, ResponseHead, Sent } from './open-call.ts'
import { Ring } from './ring.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type CallRecord = Mutable<Omit<Call, 'server'>> & { server?: Mutable<ServerTimes> }

/** The state that the calls of one recording share. Clearing a recorder starts another recording. */
export class Recording {
  readonly #epochMs = Date.now()
  readonly #startMs = performance.now()
  readonly calls: Ring<RecordedCall>
  readonly #marks: Ring<Mark>
  readonly #failures = new Map<string, number>()
  readonly #limit: number
  onChange: ((call: Call) => void) | undefined

  constructor(limit: number, onChange: ((call: Call) => void) | undefined) {
    this.#limit = limit
    this.calls = new Ring(limit)
    this.#marks = new Ring(limit)
    this.onChange = onChange
  }

  trace(): Trace {
    return {
      calls: this.calls.map((call) => call.copy()),
      epochMs: this.#epochMs,
      nowMs: this.nowMs(),
      dropped: this.calls.dropped,
      marks: this.#marks.map((mark) => mark),
    }
  }

  mark(label: string): void {
    this.#marks.add({ atMs: this.nowMs(), label })
  }

  nowMs(): number {
    return toMicrosecond(performance.now() - this.#startMs)
  }

  /** The attempt number of a call. Makes a key only if a call has failed, because most never fail. */
  attempt(what: Sent): number {
    return this.#failures.size === 0 ? 1 : 1 + (this.#failures.get(keyOf(what)) ?? 0)
  }

  /** Records a success, so that the next call is not a retry. */
  succeeded(what: Sent): void {
    if (this.#failures.size > 0) this.#failures.delete(keyOf(what))
  }

  failed(what: Sent): void {
    const key = keyOf(what)
    const before = this.#failures.get(key) ?? 0
    // The newest failure goes to the end of the map, so that the oldest is forgotten first.
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

export class RecordedCall implements OpenCall {
  readonly #recording: Recording
  readonly #what: Sent
  readonly #record: CallRecord
  #head: ResponseHead | undefined
  // Copying headers costs more than the rest of a record, so it waits until a trace is taken.
  #requestHeaders: readonly Header[] | undefined
  #responseHeaders: readonly Header[] | undefined

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
    recording.calls.add(this)
    this.#changed()
  }

  get call(): Call {
    return this.#record
  }

  copy(): Call {
    const { server } = this.#record
    const { headers: sent } = this.#what
    const { headers: received, statusText } = this.#head ?? {}
    if (sent !== undefined) this.#requestHeaders ??= recordedHeaders(sent)
    if (received !== undefined) this.#responseHeaders ??= recordedHeaders(received)
    return {
      ...this.#record,
      ...(statusText !== undefined && { statusText }),
      ...(this.#requestHeaders && { requestHeaders: this.#requestHeaders }),
      ...(this.#responseHeaders && { responseHeaders: this.#responseHeaders }),
      ...(server && { server: { ...server } }),
    }
  }

  headers(status: number, head?: ResponseHead): void {
    const record = this.#record
    if (record.endMs !== undefined || record.headersMs !== undefined) return
    record.headersMs = this.#recording.nowMs()
    record.status = status
    this.#head = head
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
    if (outcome === 'ok') this.#recording.succeeded(this.#what)
    else this.#recording.failed(this.#what)
    this.#changed()
  }

  server(moment: keyof ServerTimes): void {
    const times = (this.#record.server ??= {})
    if (times[moment] !== undefined) return
    times[moment] = this.#recording.nowMs()
    this.#changed()
  }

  #changed(): void {
    this.#recording.onChange?.(this.copy())
  }
}
