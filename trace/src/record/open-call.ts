import type { Call, Outcome, ServerTimes } from '../call.ts'
import type { HeaderSource } from './headers.ts'

/** What a recorder has to know when a call is sent. */
export interface Sent {
  /** HTTP method, in capitals. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** The client's name; `''` unless given. */
  readonly client?: string
  /** The call's idempotency key. Calls with different keys do not count as retries of each other. */
  readonly idempotencyKey?: string
  /**
   * The headers that are sent. The recorder reads them when a trace is taken, so do not change them
   * afterwards. It masks secrets and keeps 4,096 characters.
   */
  readonly headers?: HeaderSource
}

/** The head of a response, without its status. */
export interface ResponseHead {
  /** The reason phrase, such as `Not Found`. */
  readonly statusText?: string
  /** The headers. The recorder reads them when a trace is taken, so do not change them afterwards. */
  readonly headers?: HeaderSource
}

/** A call that is being recorded. */
export interface OpenCall {
  /** The live record, without headers. It changes until the call is over. */
  readonly call: Call
  /**
   * Records that the headers of the response arrived. Only the first call of this method counts, and
   * only before the end. `head` is not copied.
   */
  headers(status: number, head?: ResponseHead): void
  /** Records that `count` more bytes of the body arrived. Ignored after the end. */
  bytes(count: number): void
  /** Ends the call. Only the first call of this method counts. Keeps `error` as one line of text. */
  end(outcome: Exclude<Outcome, 'pending'>, error?: unknown): void
  /**
   * Records that the server reached this moment. Only the first time counts. It may be after the end,
   * because a server often keeps working after its client has disconnected.
   */
  server(moment: keyof ServerTimes): void
}
