import { transmit } from '../call/transmit.ts'
import type { RouteMatch } from '../shop/router.ts'
import { ownTurn, type HttpExchange } from './http-exchange.ts'
import { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { bodyTooLarge } from './refusals.ts'
import { discardBody, hasBody, readBody } from './request.ts'
import { sendReply } from './send-reply.ts'

/**
 * Carries a call through the network to the shop, and sends the reply, or breaks the connection as
 * a fault says.
 *
 * @throws If the client disconnects meanwhile.
 */
export function answerCall(port: Port, exchange: HttpExchange, match: RouteMatch): Promise<void> {
  const call = new PortCall(port, exchange, match)
  if (match.route.method !== 'GET' && hasBody(exchange.message)) return answerWithBody(port, call)
  discardBody(exchange.message, port.limits.maxDiscardedBytes)
  return answer(port, call)
}

async function answerWithBody(port: Port, call: PortCall): Promise<void> {
  const { maxBodyBytes, maxDiscardedBytes } = port.limits
  const { message, response } = call.exchange
  const body = await readBody(message, response, maxBodyBytes)
  if (body.kind === 'too-large') {
    discardBody(message, maxDiscardedBytes)
    await sendReply(port, call, bodyTooLarge(maxBodyBytes))
  } else if (body.kind === 'text') {
    call.body = body.text
    await answer(port, call)
  }
}

async function answer(port: Port, call: PortCall): Promise<void> {
  const { plan, reply, broken } = await transmit(port.network, call.seen, call)
  // Replies of one turn are sent together. If they were written one by one, each could wake up a
  // sleeping client, which costs as much as the rest of a short call.
  if (call.exchange.message.complete) await port.turns.end()
  if (call.isOver) return
  if (broken === undefined) {
    const sending = sendReply(port, call, reply, plan)
    return sending instanceof Promise ? sending : undefined
  }
  const { connection } = call.exchange
  await ownTurn(call.exchange, call.gone)
  if (broken === 'not-http') {
    connection.socket.write('This is not HTTP.\r\n')
    connection.finish('answered with bytes that are not HTTP', port.limits.lingerMs)
  } else if (broken === 'empty') {
    connection.finish('closed without an answer', port.limits.lingerMs)
  } else connection.reset(resetReasons[broken])
}

/** A listening port already has a connection to its client, so the closest thing is a reset. */
const resetReasons = {
  reset: 'connection reset',
  refused: 'connection refused (on a port: reset)',
  dns: 'host name not found (on a port: reset)',
  'connect-timeout': 'connect timeout (on a port: silence, then reset)',
}
