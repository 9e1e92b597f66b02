import type { ShopReply } from '../../shop/reply.ts'
import { isPreflight, preflightHeaders } from '../cors.ts'
import type { HttpExchange } from '../http-exchange.ts'
import type { Port } from '../port.ts'
import { noSuchMethod, noSuchRoute } from '../refusals.ts'
import { discardBody, hasBody } from '../request.ts'
import { adminRouter, adminRoutes } from './admin-routes.ts'
import { refusalOf } from './guard.ts'

/**
 * Whether a path belongs to the admin routes, even if there is no such route. The shop has no such
 * paths.
 */
export function isAdminPath(path: string): boolean {
  return path.startsWith('/_')
}

/**
 * Answers a call to an admin route. The call is not in the trace, and the network does not affect
 * it.
 */
export async function answerAdmin(port: Port, exchange: HttpExchange): Promise<void> {
  const reply = await replyTo(port, exchange)
  if (reply === undefined || exchange.response.destroyed) return
  const { message, response } = exchange
  if (hasBody(message) && !message.complete) discardBody(message, port.limits.maxDiscardedBytes)
  const cors = port.admin.token === undefined ? {} : { 'access-control-allow-origin': '*' }
  if (port.breaksConnections) response.shouldKeepAlive = false
  response.writeHead(reply.status, { ...reply.headers, ...always, ...cors })
  response.end(message.method === 'HEAD' ? null : reply.body)
}

/** The replies are private, and soon out of date. */
const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

function replyTo(
  port: Port,
  exchange: HttpExchange,
): ShopReply | undefined | Promise<ShopReply | undefined> {
  const { message, target } = exchange
  const { method = 'GET' } = message
  const allowed = adminRouter.allowed(target.path)
  // A preflight has no token. If the port has no token, pages of other origins are refused anyway.
  if (method === 'OPTIONS' && port.admin.token !== undefined && isPreflight(message)) {
    return { status: 204, headers: preflightHeaders(message, allowed), body: null }
  }
  const refusal = refusalOf(message, target, port.admin)
  if (refusal !== undefined) return refusal
  if (allowed.length === 0) return noSuchRoute(adminRoutes, method, target.path)
  if (method === 'OPTIONS') {
    return { status: 204, headers: { allow: allowed.join(', ') }, body: null }
  }
  const match = adminRouter.match(method, target.path)
  if (match === undefined) return noSuchMethod(method, target.path, allowed)
  return match.route.reply(port, exchange)
}
