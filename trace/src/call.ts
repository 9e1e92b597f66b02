import type { Header } from './record/headers.ts'

/**
 * How a call stands.
 *
 * - `pending`: not over yet
 * - `ok`: answered with a status below 400, and its body read or sent to its end
 * - `http-error`: answered with a status of 400 or above
 * - `network-error`: no answer, or one that broke off
 * - `aborted`: the client gave it up, by its signal or by cancelling the body of a good answer
 */
export type Outcome = 'pending' | 'ok' | 'http-error' | 'network-error' | 'aborted'

/** Moments of one call as its server saw them, in ms since the recording began. */
export interface ServerTimes {
  /** The request reached the server. */
  readonly arrivedMs?: number
  /** The request began to wait for a free slot of the server. */
  readonly queuedMs?: number
  /** The server began to work on it. */
  readonly startedMs?: number
  /** The first byte of the answer was sent. */
  readonly firstByteMs?: number
  /** The server's work on it was over, whether or not the client was still there. */
  readonly doneMs?: number
  /** The server saw that the client had left. */
  readonly clientGoneMs?: number
}

/**
 * One call, from being sent to its end.
 *
 * All times are ms since the recording began, by `performance.now()` (virtual under virtual time).
 * A call is in flight from `sentMs` to `headersMs`, or to `endMs` if no headers came: the headers
 * settle the promise of `fetch`, so a pool fills the slot again then. Counting to the last byte of
 * the body would show one call too many.
 */
export interface Call {
  /** 0, 1, 2 … in the order the calls were sent. */
  readonly id: number
  /** HTTP method, in capitals. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** The client that sent it, by name; `''` for the only one. */
  readonly client: string
  /**
   * 1 + how many calls of the same client, method, URL and idempotency key had failed in a row (any
   * end but `ok`) before this one was sent. A call that ends well ends the row.
   */
  readonly attempt: number
  /** When the call was sent. */
  readonly sentMs: number
  /** When the headers of the answer came. */
  readonly headersMs?: number
  /** When the body was read or sent to its end, or the call failed or was aborted. */
  readonly endMs?: number
  /** How the call stands. */
  readonly outcome: Outcome
  /** HTTP status, once there was an answer. */
  readonly status?: number
  /** The text beside the status, `Not Found`; empty in HTTP/2, absent if it is not known. */
  readonly statusText?: string
  /**
   * The headers that were sent, as far as they are known: at most 4,096 characters, and values that
   * may be secret (`Authorization`, `Cookie` …) replaced by `[masked]`.
   */
  readonly requestHeaders?: readonly Header[]
  /** The headers of the response, with the same bounds as {@link requestHeaders}. */
  readonly responseHeaders?: readonly Header[]
  /** Bytes of the answer's body so far. */
  readonly bodyBytes: number
  /** What went wrong, in one line: `TypeError: fetch failed (ECONNRESET)`. */
  readonly error?: string
  /** The server's side of it, where the server tells. */
  readonly server?: ServerTimes
}

/** A moment worth a vertical line in a drawing. */
export interface Mark {
  /** When, in ms since the recording began. */
  readonly atMs: number
  /** What happened then, in a word or two. */
  readonly label: string
}

/** What happened on the wire, up to one moment. It does not change afterwards. */
export interface Trace {
  /** The calls, in the order they were sent. */
  readonly calls: readonly Call[]
  /** `Date.now()` when the recording began, at 0 ms. */
  readonly epochMs: number
  /** When this was taken, in ms since the recording began: the end of a pending bar. */
  readonly nowMs: number
  /** How many calls were forgotten, oldest first, because of the recorder's limit. */
  readonly dropped: number
  /** Moments worth a vertical line. */
  readonly marks: readonly Mark[]
}
