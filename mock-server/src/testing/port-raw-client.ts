import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** What came over a bare socket, and how it ended: in good order, or by a reset. */
export interface RawAnswer {
  readonly text: string
  readonly end: 'closed' | 'reset'
}

/** For tests: a bare socket to a port. */
export async function rawSocket(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return socket
}

/** For tests: writes bytes, and gives all that comes back until the connection ends. */
export async function rawExchange(port: number, ...writes: readonly string[]): Promise<RawAnswer> {
  const socket = await rawSocket(port)
  for (const bytes of writes) socket.write(bytes, 'latin1')
  return untilEnd(socket)
}

/** For tests: all that comes until the connection ends. */
export async function untilEnd(socket: Socket): Promise<RawAnswer> {
  let text = ''
  let end: RawAnswer['end'] = 'closed'
  socket.on('data', (chunk) => (text += chunk.toString('latin1')))
  socket.on('error', () => (end = 'reset'))
  // Not `once`, which rejects at an error.
  await new Promise((resolve) => socket.on('close', resolve))
  return { text, end }
}

/** For tests: what comes until it matches. */
export async function untilMatch(socket: Socket, pattern: RegExp): Promise<string> {
  let text = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const onData = (chunk: Buffer): void => {
    text += chunk.toString('latin1')
    if (pattern.test(text)) resolve(text)
  }
  const onClose = (): void => reject(new Error(`The connection ended before ${pattern}:\n${text}`))
  socket.on('data', onData).on('close', onClose)
  try {
    return await promise
  } finally {
    socket.off('data', onData).off('close', onClose)
  }
}

/** For tests: the text of a request. */
export function request(line: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { host: '127.0.0.1', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${[`${line} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`
}

/** For tests: the last request of a connection. */
export function lastRequest(line: string, headers: Readonly<Record<string, string>> = {}): string {
  return request(line, { ...headers, connection: 'close' })
}
