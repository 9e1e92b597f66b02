import { recordedHeaders, type Header, type HeaderSource } from '../record/headers.ts'
import { createRecorder, type Recorder } from '../record/recorder.ts'
import { BusyMeter } from './busy-meter.ts'
import { Fingerprints } from './fingerprint.ts'
import type { Journal } from './journal.ts'
import type { JournalEntry } from './journal-entries.ts'
import { LoggedCall, NUMBER, type Numbered } from './logged-call.ts'
import { privateHeaders } from './private-headers.ts'
import { privateUrl, publicUrl } from './private-url.ts'
import type { ProgramSettings } from './settings.ts'

/** The longest time in which what happened is not yet in the journal. */
const FLUSH_MS = 100

/** While calls are open, a timer looks so often whether the thread has time. */
const TICK_MS = 20

// A program may replace these, for example to test with virtual time.
const { setTimeout } = globalThis

/** Writes what happens to the calls of this thread into a journal. */
export class CallLog {
  readonly #journal: Journal
  readonly #settings: ProgramSettings
  /** The journal keeps the calls. What lives for longer costs the garbage collector more. */
  readonly #recorder: Recorder = createRecorder({ limit: 1 })
  /** Those that the journal doesn't know as they are. */
  #changed: LoggedCall[] = []
  /** Those that were open at a tick. Most calls are shorter. */
  readonly #slow = new Set<LoggedCall>()
  #openCalls = 0
  readonly #busy = new BusyMeter()
  #others: JournalEntry[] = []
  #connectionsSeen = 0
  #isWaiting = false
  #dueMs = 0
  #flushedMs = 0
  #timer: NodeJS.Timeout | undefined

  constructor(journal: Journal, settings: ProgramSettings) {
    this.#journal = journal
    this.#settings = settings
  }

  /** Notes a call that is sent now. Its headers are read only if they are wanted. */
  send(method: string, url: string, headers: () => HeaderSource): LoggedCall {
    const { withQueries, withHeaders } = this.#settings
    const open = this.#recorder.send({
      method: method.toUpperCase(),
      url: withQueries ? publicUrl(url) : privateUrl(url),
    })
    const call = new LoggedCall(this, open, withHeaders ? this.headersOf(headers()) : undefined)
    this.changed(call)
    // What the thread computed before is no matter, because no call was open.
    if (this.#openCalls === 0) this.#busy.begin(open.call.sentMs, this.#dueMs)
    this.#openCalls += 1
    return call
  }

  get withHeaders(): boolean {
    return this.#settings.withHeaders
  }

  /** Headers as they may be written. */
  headersOf(source: HeaderSource): Header[] {
    const headers = recordedHeaders(source)
    return this.#settings.withQueries ? headers : privateHeaders(headers)
  }

  /** Notes that the thread has time for a response. */
  handles(nowMs: number): void {
    if (this.#busy.isLate(nowMs)) this.#look(nowMs)
  }

  #look(nowMs: number): void {
    const blocked = this.#busy.look(nowMs)
    if (blocked !== undefined) this.#others.push({ blocked })
  }

  changed(call: LoggedCall): void {
    if (call.isChanged) return
    call.isChanged = true
    this.#changed.push(call)
    this.#wait()
  }

  ended(call: LoggedCall): void {
    this.#openCalls -= 1
    this.#slow.delete(call)
    this.changed(call)
  }

  /** Tells calls apart that differ in their headers. */
  readonly fingerprints = new Fingerprints()

  /** 1, 2, 3 … in the order in which connections carry their first call. */
  numberOf(socket: Numbered): number {
    return (socket[NUMBER] ??= ++this.#connectionsSeen)
  }

  #wait(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    const nowMs = this.#recorder.nowMs()
    this.#dueMs = nowMs + TICK_MS
    if (this.#openCalls > 0) this.#busy.begin(nowMs, this.#dueMs)
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#tick(), TICK_MS).unref()
    else this.#timer.refresh()
  }

  #tick(): void {
    this.#isWaiting = false
    const nowMs = this.#recorder.nowMs()
    if (this.#openCalls > 0) this.#look(nowMs)
    if (nowMs - this.#flushedMs >= FLUSH_MS) {
      this.#flushedMs = nowMs
      this.#flush()
    }
    // While calls are open, each tick looks at their bodies and at how late it is itself.
    if (this.#openCalls > 0 || this.#changed.length > 0) this.#wait()
  }

  #flush(others: readonly JournalEntry[] = []): void {
    for (const call of this.#changed) if (call.isOpen) this.#slow.add(call)
    for (const call of this.#slow) if (call.noticeUnread()) this.changed(call)
    const changed = this.#changed
    this.#changed = []
    const awayMs = this.#busy.takeAwayMs()
    if (awayMs > 0) this.#others.push({ awayMs })
    this.#journal.write([...changed.map((call) => call.entry()), ...this.#others, ...others])
    this.#others = []
  }

  /** Notes the error that ends the thread. */
  crash(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    this.#journal.write([{ crash: typeof code === 'string' ? code : '' }])
  }

  /** Writes what is not yet written. For the end of the thread. */
  close(): void {
    this.#flush([{ endMs: this.#recorder.nowMs() }])
  }
}
