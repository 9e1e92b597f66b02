import { once } from 'node:events'
import {
  createServer,
  STATUS_CODES,
  type Server,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { answerRequest } from './answer-request.ts'
import type { Port } from './port.ts'

/** Thousands of clients may connect at once. */
const BACKLOG = 4_096

/** Makes the node:http server of a port, with its limits. It does not listen yet. */
export function createHttpServer(port: Port): Server {
  const { limits, connections } = port
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    keepAliveTimeoutBuffer: limits.keepAliveBufferMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  })
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    const connection = connections.of(message.socket)
    // A pipelined request after a call that has broken the connection.
    if (connection.isBroken) return
    const onError = (error: unknown): void => {
      // When a client disconnects, everything that waits for it ends here.
      if (connection.isBroken) return
      process.emitWarning(error instanceof Error ? error : String(error))
      connection.reset(`the port itself failed: ${String(error)}`)
    }
    try {
      answerRequest(port, message, response, connection)?.catch(onError)
    } catch (error) {
      onError(error)
    }
  }
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    port.counts.connectionsOpened += 1
    port.counts.peakConnections = Math.max(port.counts.peakConnections, connections.size)
  })
  server.on('request', onRequest)
  // A client that waits for 100 Continue gets it when the route wants to read the body.
  server.on('checkContinue', onRequest)
  server.on('clientError', answerClientError)
  port.onNetwork = ({ connections }) => {
    server.keepAliveTimeout = Math.max(1, connections?.keepAliveMs ?? limits.keepAliveTimeoutMs)
    // Older connections must not be reused for a call that may break them.
    if (port.breaksConnections) server.closeIdleConnections()
  }
  port.onNetwork(port.network.network)
  return server
}

/** Statuses for invalid requests, by node:http's error codes. All other codes get a 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Replies with the reason why bytes are no valid request, and closes the connection, because the
 * server no longer knows where the next request begins. During another reply, it closes without a
 * reply.
 */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // The only way to know; node:http does the same.
  const { _httpMessage: current } = socket as Socket & { _httpMessage?: ServerResponse | null }
  const isIdle = current === undefined || current === null || !current.headersSent
  if (!socket.writable || !isIdle || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statuses[error.code ?? ''] ?? 400
  const body = `${JSON.stringify({ error: `Cannot read this request: ${error.message}.` })}\n`
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Access-Control-Allow-Origin: *',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/**
 * Starts to listen.
 *
 * @throws {RangeError} if `port` is not a whole number from 0 to 65535.
 * @throws {Error} if it cannot listen there. The message says why; `cause` is the system's error.
 */
export async function listen(server: Server, host: string, port: number): Promise<AddressInfo> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RangeError(
      `Cannot serve: port must be a whole number from 0 to 65535, got ${port}. 0 takes any free one.`,
    )
  }
  server.listen({ port, host, backlog: BACKLOG })
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new Error(`Cannot serve on ${host}:${port}: ${reasonOf(error)}.`, { cause: error })
  }
  return server.address() as AddressInfo
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return 'the port is taken. Stop the program that has it, or choose another port (0: any free one)'
    case 'EACCES':
      return 'this user may not listen on that port. Choose 1024 or higher'
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine does not have that address. Choose 127.0.0.1, or one that it has'
    default:
      return String(error)
  }
}

/** The origin of a URL that reaches an address. */
export function originOf({ address, family, port }: AddressInfo): string {
  const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${family === 'IPv6' ? `[${reachable}]` : reachable}:${port}`
}
