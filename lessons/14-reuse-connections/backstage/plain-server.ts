import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net'

/** A server on a free port, and the sockets that clients opened. */
export interface PlainServer extends AsyncDisposable {
  readonly host: string
  /** Sockets opened so far. */
  readonly opened: number
  /** Sockets that are open now. */
  readonly open: number
}

/** What a server does with a request. `nth` counts the requests of its socket, from 1 on. */
export type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void

/**
 * A server that does whatever the handler says. The shop's port can't do that: it closes each connection
 * after its answer if the network may break one.
 */
export async function serve(handler: Handler): Promise<PlainServer> {
  const requests = new WeakMap<Socket, number>()
  // It never closes an idle connection, and so it sends no Keep-Alive header.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const nth = (requests.get(request.socket) ?? 0) + 1
    requests.set(request.socket, nth)
    handler(request, response, nth)
  })
  return listen(server)
}

/** A server that accepts connections, and says nothing: no TLS handshake ends. */
export async function serveSilence(): Promise<PlainServer> {
  return listen(createTcpServer((socket) => socket.on('error', () => {}).resume()))
}

async function listen(server: Server | TcpServer): Promise<PlainServer> {
  const sockets = new Set<Socket>()
  let opened = 0
  server.on('connection', (socket: Socket) => {
    opened += 1
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    host: `127.0.0.1:${port}`,
    get opened() {
      return opened
    },
    get open() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
