import type { Header } from './record/headers.ts'

/**
 * The state of a call.
 *
 * - `pending`: not over yet
 * - `ok`: a response with a status below 400 arrived, and its body was read or sent completely
 * - `http-error`: a response with a status of 400 or above arrived
 * - `network-error`: no response arrived, or it broke off
 * - `aborted`: the client aborted its signal, or cancelled the body of a response that was fine
 */
export type Outcome = 'pending' | 'ok' | 'http-error' | 'network-error' | 'aborted'

/** Moments of one call as its server saw them, in ms since the recording began. */
export interface ServerTimes {
  /** The request reached the server. */
  readonly arrivedMs?: number
  /** The request started to wait for a free slot of the server. */
  readonly queuedMs?: number
  /** The server started to work on the request. */
  readonly startedMs?: number
  /** The server sent the first byte of the response. */
  readonly firstByteMs?: number
  /** The server finished its work, whether or not the client was still connected. */
  readonly doneMs?: number
  /** The server noticed that the client had disconnected. */
  readonly clientGoneMs?: number
}

/**
 * One call, from being sent to its end.
 *
 * All times are ms since the recording began, by `performance.now()` (virtual under virtual time).
 * A call is in flight from `sentMs` to `headersMs`, or to `endMs` if no headers arrived. The headers
 * settle the promise of `fetch`, so a pool refills the slot at that moment. Counting up to the last
 * byte of the body would show one call too many.
 */
export interface Call {
  /** 0, 1, 2 … in the order the calls were sent. */
  readonly id: number
  /** HTTP method, in capitals. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** Name of the client that sent the call; `''` if there is only one. */
  readonly client: string
  /**
   * 1 for the first attempt, 2 for the first retry, and so on. A call is a retry if a call with the
   * same client, method, URL and idempotency key failed before it, with any outcome but `ok`. After a
   * call that is `ok`, attempts start again at 1.
   */
  readonly attempt: number
  /** When the call was sent. */
  readonly sentMs: number
  /** When the headers of the response arrived. */
  readonly headersMs?: number
  /** When the body was read or sent completely, or the call failed or was aborted. */
  readonly endMs?: number
  /** The state of the call. */
  readonly outcome: Outcome
  /** HTTP status, once the headers have arrived. */
  readonly status?: number
  /** The reason phrase, such as `Not Found`. It is empty in HTTP/2, and absent if it is unknown. */
  readonly statusText?: string
  /**
   * The request headers, as far as the recorder knows them. It keeps at most 4,096 characters, and
   * replaces values that may be secret (`Authorization`, `Cookie` …) by `[masked]`.
   */
  readonly requestHeaders?: readonly Header[]
  /** The headers of the response, under the same limits as {@link requestHeaders}. */
  readonly responseHeaders?: readonly Header[]
  /** Bytes of the response's body so far. */
  readonly bodyBytes: number
  /** What went wrong, in one line: `TypeError: fetch failed (ECONNRESET)`. */
  readonly error?: string
  /** The server's view of the call, if the server reports it. */
  readonly server?: ServerTimes
  /** Which connection carried the call, from 1, if the recorder knows. Each client counts its own. */
  readonly connection?: number
  /**
   * It is known that nobody read the body to its end, although more of it had arrived. So the connection
   * stayed busy. Missing if the body was read, or if the recorder doesn't know.
   */
  readonly unread?: true
  /**
   * Stands for everything that the URL doesn't show: the headers of the request, so also whose call it is.
   * Calls with the same client, method, URL and fingerprint asked for the same thing. Missing if the recorder
   * can't tell, for example because of a body.
   */
  readonly fingerprint?: string
}

/** A moment worth a vertical line in a drawing. */
export interface Mark {
  /** When, in ms since the recording began. */
  readonly atMs: number
  /** What happened then, in a word or two. */
  readonly label: string
}

/** What happened on the wire up to one moment. A trace does not change afterwards. */
export interface Trace {
  /** The calls, in the order they were sent. */
  readonly calls: readonly Call[]
  /** `Date.now()` when the recording began, at 0 ms. */
  readonly epochMs: number
  /** When the trace was taken, in ms since the recording began. Pending bars end here. */
  readonly nowMs: number
  /** How many of the oldest calls were dropped because of the recorder's limit. */
  readonly dropped: number
  /** Moments worth a vertical line. */
  readonly marks: readonly Mark[]
}
