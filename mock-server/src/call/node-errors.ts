/** The ways in which a call can fail without a complete reply. */
export type CallFailure = keyof typeof FAILURES

/**
 * The error with which Node's own `fetch` rejects: a `TypeError` with the message "fetch failed"
 * before the headers and "terminated" after them. Its cause says what happened.
 *
 * @param url The URL of the call.
 */
export function nodeError(failure: CallFailure, url: URL): TypeError {
  const [message, cause] = FAILURES[failure]
  return new TypeError(message, { cause: cause(url) })
}

const FAILURES = {
  refused: ['fetch failed', connectionRefused],
  dns: ['fetch failed', nameNotFound],
  'connect-timeout': ['fetch failed', connectTimeout],
  reset: ['fetch failed', connectionReset],
  empty: ['fetch failed', otherSideClosed],
  'not-http': ['fetch failed', noHttp],
  'headers-timeout': ['fetch failed', headersTimeout],
  'reset-body': ['terminated', connectionReset],
  truncated: ['terminated', otherSideClosed],
  'malformed-chunk': ['terminated', noChunk],
  'body-timeout': ['terminated', bodyTimeout],
} as const satisfies Record<string, readonly [message: string, cause: (url: URL) => Error]>

/** The default timeouts of undici, on which Node's `fetch` is built. */
export const CLIENT_TIMEOUTS_MS = {
  /** For opening a connection. */
  connect: 10_000,
  /** From the request until the headers. */
  headers: 300_000,
  /** Between two pieces of the body. */
  body: 300_000,
} as const

// These are the error numbers of Linux. They differ on other systems, so programs compare the
// codes.

function connectionRefused({ port }: URL): Error {
  const address = '127.0.0.1'
  return Object.assign(new Error(`connect ECONNREFUSED ${address}:${port || 80}`), {
    errno: -111,
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address,
    port: Number(port || 80),
  })
}

function connectionReset(): Error {
  return Object.assign(new Error('read ECONNRESET'), {
    errno: -104,
    code: 'ECONNRESET',
    syscall: 'read',
  })
}

function nameNotFound({ hostname }: URL): Error {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  })
}

/** An error of undici, with its class name, message and code. */
class UndiciError extends Error {
  readonly code: string | undefined

  constructor(name: string, message: string, code: string | undefined) {
    super(message)
    this.name = name
    this.code = code
  }
}

function otherSideClosed(): Error {
  return new UndiciError('SocketError', 'other side closed', 'UND_ERR_SOCKET')
}

function connectTimeout({ hostname, port }: URL): Error {
  const address = `${hostname}:${port || 80}`
  return new UndiciError(
    'ConnectTimeoutError',
    `Connect Timeout Error (attempted address: ${address}, timeout: ${CLIENT_TIMEOUTS_MS.connect}ms)`,
    'UND_ERR_CONNECT_TIMEOUT',
  )
}

function headersTimeout(): Error {
  return new UndiciError('HeadersTimeoutError', 'Headers Timeout Error', 'UND_ERR_HEADERS_TIMEOUT')
}

function bodyTimeout(): Error {
  return new UndiciError('BodyTimeoutError', 'Body Timeout Error', 'UND_ERR_BODY_TIMEOUT')
}

function noHttp(): Error {
  return parserError('Expected HTTP/, RTSP/ or ICE/')
}

function noChunk(): Error {
  return parserError('Invalid character in chunk size')
}

/** undici should set a code such as `HPE_INVALID_CHUNK_SIZE`, but its value is undefined. */
function parserError(why: string): Error {
  const message = `Response does not match the HTTP/1.1 protocol (${why})`
  return new UndiciError('HTTPParserError', message, undefined)
}
