/**
 * The limits of a port. A client that exceeds a limit gets an error status where that is possible.
 */
export interface PortLimits {
  /** Bytes of the request line and the headers; more get a 431. */
  readonly maxHeaderBytes: number
  /** Bytes of a request's body that is read; more get a 413. */
  readonly maxBodyBytes: number
  /** Bytes to discard of a body that no route reads; more break the connection. */
  readonly maxDiscardedBytes: number
  /** How long the headers may take, from connecting or from the reply before; longer gets a 408. */
  readonly headersTimeoutMs: number
  /** How long the whole request may take; longer gets a 408. */
  readonly requestTimeoutMs: number
  /** How long an idle connection is kept, unless the network sets another time. */
  readonly keepAliveTimeoutMs: number
  /**
   * Time added to the keep-alive time that the client knows, for a request that is already in
   * transit.
   */
  readonly keepAliveBufferMs: number
  /** How often the two time limits of a request are checked. */
  readonly checkEveryMs: number
  /** How long a client may take to close its half of a connection after the server has closed its own. */
  readonly lingerMs: number
  /** How long the client has to read the last bytes before a reset, which would overtake them. */
  readonly resetGraceMs: number
  /** Bodies from this size on are compressed for clients that ask for it. */
  readonly gzipFromBytes: number
  /** Bytes that wait in memory for one reader of events; a slower reader misses events. */
  readonly maxEventBytes: number
}

/** The limits of every port; tests set others. */
export const portLimits: PortLimits = {
  maxHeaderBytes: 16_384,
  maxBodyBytes: 1_048_576,
  maxDiscardedBytes: 16_777_216,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 5_000,
  keepAliveBufferMs: 1_000,
  checkEveryMs: 1_000,
  lingerMs: 1_000,
  resetGraceMs: 20,
  gzipFromBytes: 1_024,
  maxEventBytes: 1_048_576,
}
