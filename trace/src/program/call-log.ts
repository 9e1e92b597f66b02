import type { Call, Outcome } from '../call.ts'
import { recordedHeaders, type Header, type HeaderSource } from '../record/headers.ts'
import type { OpenCall, Sent } from '../record/open-call.ts'
import { createRecorder, type Recorder } from '../record/recorder.ts'
import { BusyMeter } from './busy-meter.ts'
import type { Journal } from './journal.ts'
import type { JournalLine } from './journal-lines.ts'
import { privateUrl, publicUrl } from './private-url.ts'
import type { ProgramSettings } from './settings.ts'

/** The longest time in which what happened is not yet in the journal. */
const FLUSH_MS = 50

/** How many calls the recorder itself keeps, for the numbers of attempts. */
const RECENT = 1_000

// A program may replace these, for example to test with virtual time.
const { setTimeout } = globalThis

/** Writes what happens to the calls of this thread into a journal. */
export class CallLog {
  readonly #journal: Journal
  readonly #settings: ProgramSettings
  readonly #recorder: Recorder = createRecorder({ limit: RECENT })
  readonly #changed = new Set<LoggedCall>()
  readonly #open = new Set<LoggedCall>()
  readonly #busy = new BusyMeter(FLUSH_MS)
  readonly #connections = new WeakMap<object, number>()
  #connectionsSeen = 0
  #isWaiting = false

  constructor(journal: Journal, settings: ProgramSettings) {
    this.#journal = journal
    this.#settings = settings
  }

  /** Notes a call that is sent now. */
  send({ url, headers, ...what }: Sent): LoggedCall {
    const { withQueries, withHeaders } = this.#settings
    const shown = withQueries ? publicUrl(url) : privateUrl(url)
    const kept = withHeaders ? recordedHeaders(headers ?? []) : undefined
    const call = new LoggedCall(this, this.#recorder.send({ ...what, url: shown }), kept)
    this.#open.add(call)
    this.changed(call)
    return call
  }

  get withHeaders(): boolean {
    return this.#settings.withHeaders
  }

  changed(call: LoggedCall): void {
    this.#changed.add(call)
    this.#wait()
  }

  ended(call: LoggedCall): void {
    this.#open.delete(call)
    this.changed(call)
  }

  /** 1, 2, 3 … in the order in which connections carry their first call. */
  numberOf(socket: object): number {
    const known = this.#connections.get(socket)
    if (known !== undefined) return known
    this.#connectionsSeen += 1
    this.#connections.set(socket, this.#connectionsSeen)
    return this.#connectionsSeen
  }

  #wait(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#busy.begin(this.#recorder.nowMs())
    setTimeout(() => this.#tick(), FLUSH_MS).unref()
  }

  #tick(): void {
    this.#isWaiting = false
    const blocked = this.#busy.end(this.#recorder.nowMs())
    this.#flush(blocked === undefined ? [] : [{ blocked }])
    // While calls are open, each tick looks at their bodies and at how late it is itself.
    if (this.#open.size > 0) this.#wait()
  }

  #flush(others: readonly JournalLine[]): void {
    for (const call of this.#open) if (call.noticeUnread()) this.#changed.add(call)
    const lines = [...this.#changed].map((call) => call.line())
    this.#changed.clear()
    this.#journal.write([...lines, ...others])
  }

  /** Writes what is not yet written. For the end of the thread. */
  close(): void {
    this.#flush([{ endMs: this.#recorder.nowMs() }])
  }
}

/** A call in the log. */
export class LoggedCall {
  readonly #log: CallLog
  readonly #open: OpenCall
  readonly #requestHeaders: readonly Header[] | undefined
  #responseHeaders: readonly Header[] | undefined
  #statusText: string | undefined
  #connection: number | undefined
  #isUnread: (() => boolean) | undefined
  #unread = false

  constructor(log: CallLog, open: OpenCall, requestHeaders: readonly Header[] | undefined) {
    this.#log = log
    this.#open = open
    this.#requestHeaders = requestHeaders
  }

  get isOpen(): boolean {
    return this.#open.call.endMs === undefined
  }

  get status(): number | undefined {
    return this.#open.call.status
  }

  /** Notes which connection carries the call. */
  over(socket: object): void {
    this.#connection = this.#log.numberOf(socket)
  }

  /** Notes the head of the response. `isUnread` tells whether nobody reads its body. */
  headers(
    status: number,
    head: { statusText?: string | undefined; headers: () => HeaderSource },
    isUnread: () => boolean,
  ): void {
    this.#open.headers(status)
    this.#statusText = head.statusText
    if (this.#log.withHeaders) this.#responseHeaders = recordedHeaders(head.headers())
    this.#isUnread = isUnread
    this.#log.changed(this)
  }

  bytes(count: number): void {
    this.#open.bytes(count)
    this.#log.changed(this)
  }

  /** Ends a call with a complete response. */
  complete(): void {
    this.end((this.status ?? 0) < 400 ? 'ok' : 'http-error')
  }

  end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void {
    if (!this.isOpen) return
    this.#open.end(outcome, error)
    this.#isUnread = undefined
    this.#unread = false
    this.#log.ended(this)
  }

  /** Looks whether the body is read. @returns Whether that has changed. */
  noticeUnread(): boolean {
    const isUnread = this.#isUnread?.() ?? false
    const changed = isUnread !== this.#unread
    this.#unread = isUnread
    return changed
  }

  line(): Call {
    return {
      ...this.#open.call,
      ...(this.#statusText !== undefined && { statusText: this.#statusText }),
      ...(this.#requestHeaders && { requestHeaders: this.#requestHeaders }),
      ...(this.#responseHeaders && { responseHeaders: this.#responseHeaders }),
      ...(this.#connection !== undefined && { connection: this.#connection }),
      ...(this.#unread && { unread: true }),
    }
  }
}
