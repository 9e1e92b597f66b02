/** How a connection can fail. */
export type ConnectionFault = 'refused' | 'reset' | 'empty' | 'reset-body' | 'truncated'

/**
 * The error that Node's own `fetch` gives for a fault of the connection: a `TypeError` that says
 * "fetch failed" before the headers and "terminated" after them, with what happened as its cause.
 *
 * @param url Whom the call was for.
 */
export function nodeError(fault: ConnectionFault, url: URL): TypeError {
  const [message, cause] = ERRORS[fault]
  return new TypeError(message, { cause: cause(url) })
}

const ERRORS: Readonly<Record<ConnectionFault, readonly [message: string, (url: URL) => Error]>> = {
  refused: ['fetch failed', connectionRefused],
  reset: ['fetch failed', connectionReset],
  empty: ['fetch failed', otherSideClosed],
  'reset-body': ['terminated', connectionReset],
  truncated: ['terminated', otherSideClosed],
}

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

function otherSideClosed(): Error {
  return new SocketError('other side closed')
}

/** As undici, on which Node's `fetch` stands, has it. */
class SocketError extends Error {
  override readonly name = 'SocketError'
  readonly code = 'UND_ERR_SOCKET'
}
