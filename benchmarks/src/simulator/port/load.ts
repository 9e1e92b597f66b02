import { connect, type Socket } from 'node:net'
import { serveRounds } from '../../harness/contender-process.ts'

/** The settings of one round of load. */
export interface Load extends Record<string, unknown> {
  readonly url: string
  readonly connections: number
  readonly calls: number
}

const HEAD_END = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/**
 * Sends requests over keep-alive connections. Each connection sends its next request when it has
 * the response to the last one. Uses bare sockets, because an HTTP client costs more than the
 * servers under test.
 */
async function load({ url, connections, calls }: Load): Promise<void> {
  const { hostname, port, host, pathname } = new URL(url)
  const request = Buffer.from(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  let toSend = calls
  const next = (socket: Socket): void => {
    if (toSend > 0) socket.write(request)
    else socket.end()
    toSend -= 1
  }
  const clients = Array.from({ length: connections }, () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const socket = connect({ port: Number(port), host: hostname, noDelay: true }, () =>
      next(socket),
    )
    socket.on(
      'data',
      answersIn(() => next(socket), reject),
    )
    socket.on('error', reject).on('close', () => resolve())
    return promise
  })
  await Promise.all(clients)
}

/** Parses a stream of responses, and calls `onAnswer` at the end of each one. */
function answersIn(onAnswer: () => void, onWrong: (error: Error) => void): (chunk: Buffer) => void {
  let seen: Buffer = Buffer.alloc(0)
  return (chunk) => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
    const end = endOfAnswer(seen, onWrong)
    if (end === undefined || seen.length < end) return
    seen = seen.subarray(end)
    onAnswer()
  }
}

function endOfAnswer(seen: Buffer, onWrong: (error: Error) => void): number | undefined {
  const headEnd = seen.indexOf(HEAD_END)
  if (headEnd === -1) return undefined
  const head = seen.toString('latin1', 0, headEnd)
  if (!head.startsWith('HTTP/1.1 200 ')) onWrong(new Error(`Expected a 200, got\n${head}`))
  const bodyAt = headEnd + HEAD_END.length
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return bodyAt + Number(length)
  const last = seen.indexOf(LAST_CHUNK, bodyAt)
  return last === -1 ? undefined : last + LAST_CHUNK.length
}

serveRounds((input) => load(input as Load))
