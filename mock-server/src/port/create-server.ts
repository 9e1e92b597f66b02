import { createServer, type Server, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { answerRequest } from './answer-request.ts'
import { answerClientError } from './client-error.ts'
import type { Port } from './port.ts'

/** Makes the node:http server of a port, with its limits. It does not listen yet. */
export function createPortServer(port: Port): Server {
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
    // Something of a pipeline whose connection an earlier call has broken.
    if (connection.isBroken) return
    answerRequest(port, { message, response, connection }).catch((error: unknown) => {
      // Whatever waits for a client ends in this way when the client goes away.
      if (connection.isBroken) return
      process.emitWarning(error instanceof Error ? error : String(error))
      connection.reset(`the port itself failed: ${String(error)}`)
    })
  }
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    port.counts.connectionsOpened += 1
  })
  server.on('request', onRequest)
  // Who asks before sending a body is answered when it is known whether the body is read.
  server.on('checkContinue', onRequest)
  server.on('clientError', answerClientError)
  return server
}
