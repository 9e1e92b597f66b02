/** How a call can fail that gets no reply, or half of one. */
export type CallFailure = keyof typeof FAILURES

/**
 * The error that Node's own `fetch` gives for a failure: a `TypeError` that says "fetch failed" before
 * the headers and "terminated" after them, with what happened as its cause.
 *
 * @param url Whom the call was for.
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
  'headers-timeout': ['fetch failed', headersTimeout],
  'reset-body': ['terminated', connectionReset],
  truncated: ['terminated', otherSideClosed],
  'malformed-chunk': ['terminated', noChunk],
  'body-timeout': ['terminated', bodyTimeout],
} as const satisfies Record<string, readonly [message: string, cause: (url: URL) => Error]>

/** After how long undici, on which Node's `fetch` is built, gives up, unless it is told otherwise. */
export const CLIENT_TIMEOUTS_MS = {
  /** Until there is a connection. */
  connect: 10_000,
  /** From the request until the headers. */
  headers: 300_000,
  /** Between two pieces of the body. */
  body: 300_000,
} as const

// The numbers are Linux's; other systems have others, and programs compare the codes.

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

/** An error of undici's: its class, what it says, and its code. */
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

/** undici means to set a code (`HPE_INVALID_CHUNK_SIZE`), and sets none. */
function noChunk(): Error {
  return new UndiciError(
    'HTTPParserError',
    'Response does not match the HTTP/1.1 protocol (Invalid character in chunk size)',
    undefined,
  )
}
