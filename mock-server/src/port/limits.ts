/** What a port puts up with. Whoever goes beyond is told so where that is possible, and let go. */
export interface PortLimits {
  /** Request line and headers, in bytes: 431 beyond. */
  readonly maxHeaderBytes: number
  /** The body of a request that is read: 413 beyond. */
  readonly maxBodyBytes: number
  /** What is taken of a body that nobody reads, before the connection is broken. */
  readonly maxDiscardedBytes: number
  /** From connecting, or from the answer before, to the last header: 408 beyond. */
  readonly headersTimeoutMs: number
  /** To the last byte of the request: 408 beyond. */
  readonly requestTimeoutMs: number
  /** How long a connection may lie idle before it is closed. */
  readonly keepAliveTimeoutMs: number
  /** How much longer it lies than the client was told, for a request that is on its way. */
  readonly keepAliveBufferMs: number
  /** How often the two time limits of a request are looked at. */
  readonly checkEveryMs: number
  /** How long a connection that was half closed may take to close its other half. */
  readonly lingerMs: number
  /** How long the client has to read what came before a reset, which would overtake it. */
  readonly resetGraceMs: number
  /** Bodies from this size on are compressed for clients that ask for it. */
  readonly gzipFromBytes: number
  /** What waits in memory for one reader of events; beyond it that reader misses some. */
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
