import type { Call, Outcome } from '../call.ts'
import type { Header, HeaderSource } from '../record/headers.ts'
import type { OpenCall } from '../record/open-call.ts'
import { abortReason } from './abort.ts'
import type { Fingerprints } from './fingerprint.ts'
import type { JournalEntry } from './journal-entries.ts'

export const NUMBER = Symbol('number of a connection')

/** A connection. A property is found faster than an entry of a map. */
export type Numbered = object & { [NUMBER]?: number }

/** Tells whether nobody has read what arrived of a body. */
export type IsUnread<T extends object> = (source: T) => boolean

/** The log that a call belongs to. */
interface Log {
  readonly withHeaders: boolean
  readonly fingerprints: Fingerprints
  headersOf(source: HeaderSource): Header[]
  numberOf(socket: Numbered): number
  handles(nowMs: number): void
  changed(call: LoggedCall): void
  ended(call: LoggedCall): void
}

/** A call in the log. Its functions allocate as little as possible: they run for every call of a program. */
export class LoggedCall {
  readonly #log: Log
  readonly #open: OpenCall
  readonly #requestHeaders: readonly Header[] | undefined
  #responseHeaders: readonly Header[] | undefined
  #statusText: string | undefined
  #connection: number | undefined
  #fingerprint: string | undefined
  #source: object | undefined
  #isUnread: IsUnread<never> | undefined
  #unread = false
  #wasUnread = false
  /** Whether the journal doesn't know it as it is. */
  isChanged = false

  constructor(log: Log, open: OpenCall, requestHeaders: readonly Header[] | undefined) {
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

  /** Notes the headers that it is sent with, each with `\r\n` at its end. */
  sentHeaders(headers: string, hasBody: boolean): void {
    const { method } = this.#open.call
    this.#fingerprint = this.#log.fingerprints.of(method, headers, hasBody)
  }

  /** Notes the headers of a list in which names and values take turns. `textOf` makes them as they are sent. */
  sentList(
    list: readonly unknown[],
    hasBody: boolean,
    textOf: (list: readonly unknown[]) => string,
  ): void {
    const { method } = this.#open.call
    this.#fingerprint = this.#log.fingerprints.ofList(method, list, hasBody, textOf)
  }

  /** Notes which connection carries the call. */
  over(socket: Numbered): void {
    this.#connection = this.#log.numberOf(socket)
  }

  /** Notes the head of the response. Its headers are read only if they are wanted. */
  headers(status: number, statusText: string | undefined, headers: () => HeaderSource): void {
    this.#open.headers(status)
    this.#statusText = statusText
    if (this.#log.withHeaders) this.#responseHeaders = this.#log.headersOf(headers())
    this.#log.handles(this.#open.call.headersMs ?? 0)
    this.#log.changed(this)
  }

  /** Says how to find out whether the body is read. */
  body<T extends object>(source: T, isUnread: IsUnread<T>): void {
    this.#source = source
    this.#isUnread = isUnread
  }

  /** Notes that nobody will read the body. */
  unread(): void {
    this.#wasUnread = true
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
    this.#open.end(outcome, outcome === 'aborted' ? abortReason(error) : error)
    this.#source = undefined
    this.#isUnread = undefined
    this.#unread = this.#wasUnread
    this.#log.handles(this.#open.call.endMs ?? 0)
    this.#log.ended(this)
  }

  /** Looks whether the body is read. @returns Whether that has changed. */
  noticeUnread(): boolean {
    const isUnread = this.#isUnread?.(this.#source as never) ?? false
    const changed = isUnread !== this.#unread
    this.#unread = isUnread
    return changed
  }

  /** The call as it is now, for the journal. What is `undefined` is left out of JSON. */
  entry(): JournalEntry {
    this.isChanged = false
    const { id, method, url, client, attempt, sentMs } = this.#open.call
    const { headersMs, endMs, outcome, status, bodyBytes, error } = this.#open.call
    return {
      id,
      method,
      url,
      client,
      attempt,
      sentMs,
      headersMs,
      endMs,
      outcome,
      status,
      bodyBytes,
      error,
      statusText: this.#statusText,
      requestHeaders: this.#requestHeaders,
      responseHeaders: this.#responseHeaders,
      connection: this.#connection,
      fingerprint: this.#fingerprint,
      unread: this.#unread || undefined,
    } as Call
  }
}
