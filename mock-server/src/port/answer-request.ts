import { answerAdmin, isAdminPath } from './admin/answer-admin.ts'
import { carry } from './carry.ts'
import { isPreflight, openToAll, preflightHeaders } from './cors.ts'
import type { HttpExchange } from './http-exchange.ts'
import { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { badTarget, noSuchMethod, noSuchRoute } from './refusals.ts'
import { discardBody } from './request.ts'
import { sendReply } from './send-reply.ts'
import { parseTarget } from './request.ts'

/** Answers whatever comes. @throws When the client goes away in the middle. */
export function answerRequest(port: Port, exchange: Omit<HttpExchange, 'target'>): Promise<void> {
  const { message } = exchange
  const { url = '/', method = 'GET' } = message
  const target = parseTarget(url)
  if (target === undefined) {
    const nowhere = { ...exchange, target: { path: '/', search: '' } }
    return refuse(port, nowhere, badTarget(url))
  }
  const { path } = target
  const whole = { ...exchange, target }
  if (isAdminPath(path)) return answerAdmin(port, whole)
  const match = port.router.match(method, path)
  if (match !== undefined) return carry(port, whole, match)
  const allowed = port.router.allowed(path)
  if (method === 'OPTIONS' && (allowed.length > 0 || isPreflight(message))) {
    discardBody(message, port.limits.maxDiscardedBytes)
    return Promise.resolve(answerOptions(whole, allowed))
  }
  return refuse(
    port,
    whole,
    allowed.length > 0 ? noSuchMethod(method, path, allowed) : noSuchRoute(port, method, path),
  )
}

/** What is wrong with the request itself is said at once, whatever the network is like. */
async function refuse(
  port: Port,
  exchange: HttpExchange,
  reply: ReturnType<typeof badTarget>,
): Promise<void> {
  discardBody(exchange.message, port.limits.maxDiscardedBytes)
  await sendReply(port, new PortCall(port, exchange), reply)
}

/**
 * A preflight to a path that is not there is answered too, so that the page gets to see the 404 and
 * not an error about CORS.
 */
function answerOptions({ message, response }: HttpExchange, allowed: readonly string[]): void {
  const methods = allowed.length > 0 ? allowed : ['GET', 'HEAD', 'POST', 'OPTIONS']
  const headers = {
    allow: methods.join(', '),
    ...(isPreflight(message) && preflightHeaders(message, methods)),
  }
  response.writeHead(204, [...openToAll, ...Object.entries(headers).flat()]).end()
}
