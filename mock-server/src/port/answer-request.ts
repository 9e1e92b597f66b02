import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ShopReply } from '../shop/reply.ts'
import { shopRoutes } from '../shop/routes.ts'
import { answerAdmin, isAdminPath } from './admin/answer-admin.ts'
import { answerCall } from './answer-call.ts'
import type { Connection } from './connection.ts'
import { isPreflight, openToAll, preflightHeaders } from './cors.ts'
import type { HttpExchange } from './http-exchange.ts'
import { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { badTarget, noSuchMethod, noSuchRoute } from './refusals.ts'
import { discardBody, parseTarget } from './request.ts'
import { sendReply } from './send-reply.ts'

/** Answers any request. @throws When the client goes away in the middle. */
export function answerRequest(
  port: Port,
  message: IncomingMessage,
  response: ServerResponse,
  connection: Connection,
): void | Promise<void> {
  const { url = '/', method = 'GET' } = message
  const target = parseTarget(url)
  if (target === undefined) {
    const nowhere = { path: '/', search: '' }
    return refuse(port, { message, response, connection, target: nowhere }, badTarget(url))
  }
  const exchange = { message, response, connection, target }
  const { path } = target
  if (isAdminPath(path)) return answerAdmin(port, exchange)
  const match = port.router.match(method, path)
  if (match !== undefined) return answerCall(port, exchange, match)
  const allowed = port.router.allowed(path)
  if (method === 'OPTIONS' && (allowed.length > 0 || isPreflight(message))) {
    return answerOptions(port, exchange, allowed)
  }
  const refusal =
    allowed.length > 0 ? noSuchMethod(method, path, allowed) : noSuchRoute(shopRoutes, method, path)
  return refuse(port, exchange, refusal)
}

/** Refuses an invalid request at once, without delays or faults of the network. */
function refuse(port: Port, exchange: HttpExchange, reply: ShopReply): void | Promise<void> {
  discardBody(exchange.message, port.limits.maxDiscardedBytes)
  return sendReply(port, new PortCall(port, exchange), reply)
}

/**
 * Also answers a preflight to an unknown path, so that the page sees the 404 instead of a CORS
 * error.
 */
function answerOptions(
  port: Port,
  { message, response }: HttpExchange,
  allowed: readonly string[],
): void {
  discardBody(message, port.limits.maxDiscardedBytes)
  const methods = allowed.length > 0 ? allowed : ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS']
  const headers = {
    allow: methods.join(', '),
    ...(isPreflight(message) && preflightHeaders(message, methods)),
  }
  if (port.breaksConnections) response.shouldKeepAlive = false
  response.writeHead(204, [...openToAll, ...Object.entries(headers).flat()]).end()
}
