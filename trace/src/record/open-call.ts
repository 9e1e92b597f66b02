import type { Call, Outcome, ServerTimes } from '../call.ts'
import type { HeaderSource } from './headers.ts'

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
  /**
   * The headers that are sent. They are read when a trace is taken, so they must not change any
   * more. The recorder masks secrets and keeps 4,096 characters.
   */
  readonly headers?: HeaderSource
}

/** What comes with the status of a response. */
export interface ResponseHead {
  /** The text beside the status. */
  readonly statusText?: string
  /** The headers. They are read when a trace is taken, so they must not change any more. */
  readonly headers?: HeaderSource
}

/** A call that is being recorded. */
export interface OpenCall {
  /**
   * The record as it is now, without headers; it changes until the call is over.
   */
  readonly call: Call
  /**
   * The headers of the response came. Only the first time counts, and only before the end. `head`
   * is kept as it is, without a copy.
   */
  headers(status: number, head?: ResponseHead): void
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
