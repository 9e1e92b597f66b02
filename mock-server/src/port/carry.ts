import { transmit } from '../call/transmit.ts'
import type { RouteMatch } from '../shop/router.ts'
import { ownTurn, type HttpExchange } from './http-exchange.ts'
import { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { bodyTooLarge } from './refusals.ts'
import { discardBody, hasBody, readBody } from './request.ts'
import { sendReply } from './send-reply.ts'

/**
 * Carries a call to the shop, and its answer or its fault back to the client.
 *
 * @throws When the client goes away in the middle.
 */
export async function carry(port: Port, exchange: HttpExchange, match: RouteMatch): Promise<void> {
  const call = new PortCall(port, exchange, match)
  if (match.route.method === 'GET' || !hasBody(exchange.message)) {
    discardBody(exchange.message, port.limits.maxDiscardedBytes)
    return answer(port, call)
  }
  const body = await bodyOf(port, call)
  if (body === undefined) return
  call.body = body
  return answer(port, call)
}

/** The body of the request; nothing if it was too large, which was said, or if it broke off. */
async function bodyOf(port: Port, call: PortCall): Promise<string | undefined> {
  const { maxBodyBytes, maxDiscardedBytes } = port.limits
  const { message, response } = call.exchange
  const body = await readBody(message, response, maxBodyBytes)
  if (body.kind === 'text') return body.text
  if (body.kind === 'too-large') {
    discardBody(message, maxDiscardedBytes)
    await sendReply(port, call, bodyTooLarge(maxBodyBytes))
  }
  return undefined
}

async function answer(port: Port, call: PortCall): Promise<void> {
  const { plan, reply, broken } = await transmit(port.network, call.seen, call)
  if (call.isOver) return
  if (broken === undefined) return sendReply(port, call, reply, plan)
  const { connection } = call.exchange
  await ownTurn(call.exchange, call.gone)
  if (broken === 'empty') connection.finish('closed without an answer', port.limits.lingerMs)
  else connection.reset(resetWords[broken])
}

const resetWords = {
  // A port that listens cannot refuse. A reset before anything was read is the nearest to it.
  refused: 'connection refused',
  dns: 'name not found',
  'connect-timeout': 'connection timed out',
  reset: 'connection reset',
}
