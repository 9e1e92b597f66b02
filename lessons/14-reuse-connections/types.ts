/** Options of `createClient`. Times are in ms. */
export interface ClientOptions {
  /**
   * How many connections to each origin may be open at once: a whole number of 1 or more. With HTTP/2, one
   * connection carries many calls, so this doesn't limit the calls.
   */
  readonly connections: number
  /**
   * How long it may take to open a connection, including TLS, before the call rejects. It limits neither the
   * response nor the wait for a free connection. Default 10,000.
   */
  readonly connectTimeoutMs?: number
  /**
   * How long an idle connection is kept open. A shorter time in the server's `Keep-Alive` header wins. Default
   * 4,000.
   */
  readonly idleTimeoutMs?: number
}

/** A client for HTTP whose calls share connections. */
export interface Client extends AsyncDisposable {
  /**
   * The same as `fetch`, but over the client's connections. If all of them are busy, the call waits for
   * one. With HTTP/1.1, a connection is busy until the body of its response is read to the end or cancelled.
   *
   * ★ If the connection breaks before the response arrives, a GET or HEAD is sent once more, with the same
   * `init`. Other methods are not, and neither is a call that fails in another way.
   */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>
  /**
   * Waits until the calls made so far have ended, including their bodies, then closes all connections. As
   * soon as it is called, new calls reject: `fetch` returns a promise that rejects, and throws nothing itself. A
   * call in flight may reject, too, if it needs another request, for a redirect or a retry. Calling `close`
   * again returns a promise that resolves at the same time.
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
