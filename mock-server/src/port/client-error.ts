import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** What cannot be read as a request, by node:http's codes. All else is a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Says what was wrong with something that is no request, and closes the connection: where the next
 * request begins is not known any more. Nothing is said in the middle of another answer.
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // node:http's own way to tell, and the only one.
  const { _httpMessage: current } = socket as Socket & { _httpMessage?: ServerResponse | null }
  const isIdle = current === undefined || current === null || !current.headersSent
  if (!socket.writable || !isIdle || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statuses[error.code ?? ''] ?? 400
  const body = `${JSON.stringify({ error: `Cannot read this request: ${error.message}` })}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Access-Control-Allow-Origin: *',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
