/** Options of `createClient`. Times are in ms. */
export interface ClientOptions {
  /** How many connections to each origin may be open at once: a whole number of 1 or more. */
  readonly connections: number
  /**
   * How long it may take to open a connection, with TLS, before the call rejects. It doesn't limit how long
   * an answer takes. Default 10,000.
   */
  readonly connectTimeoutMs?: number
  /**
   * How long an idle connection is kept open, at most. It is closed earlier if the server says in its
   * `Keep-Alive` header that it closes it earlier. Default 4,000.
   */
  readonly idleTimeoutMs?: number
}

/** A client for HTTP whose calls share connections. */
export interface Client extends AsyncDisposable {
  /**
   * The same as `fetch`, but over the client's connections. If all of them are busy, the call waits for
   * one. A connection is busy until the body of its answer was read to the end or cancelled.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
  /**
   * Waits for the calls that were made, with their bodies, then closes all connections. From now on, `fetch`
   * rejects. You may call it again: it resolves when the connections are closed.
   */
  close(): Promise<void>
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Options of `checkLinks`. */
export interface CheckLinksOptions {
  /** When it aborts, the calls in flight are aborted. */
  readonly signal?: AbortSignal
}
