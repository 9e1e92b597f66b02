import { stopsBody } from '../call/body-transfer.ts'
import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import { gzipped, isWorthCompressing, type EncodedReply } from './compress.ts'
import { openToAll } from './cors.ts'
import type { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { headerOf } from './request.ts'
import { sendBody } from './send-body.ts'

/**
 * Sends a reply: at once if the network does not change it, otherwise its body piece by piece. It
 * is done when the last byte has been sent. A short reply needs no promise for that.
 *
 * @param plan What the network does to the reply. Without a plan, nothing.
 */
export function sendReply(
  port: Port,
  call: PortCall,
  reply: ShopReply,
  plan?: Plan,
): void | Promise<void> {
  // The client has closed the connection, so nothing can reach it. Waits until the server notices.
  if (call.hasLeft) return call.wait(Infinity)
  const accepted = headerOf(call.exchange.message, 'accept-encoding')
  // A pace or a cut applies to the bytes of the uncompressed body.
  const mayCompress = accepted !== undefined && (plan === undefined || bodyComesAtOnce(plan))
  if (!mayCompress || !isWorthCompressing(reply, accepted, port.limits.gzipFromBytes)) {
    return send(port, call, reply, plan)
  }
  return gzipped(reply).then((encoded) => {
    if (!call.isOver) return send(port, call, encoded, plan)
    return undefined
  })
}

function send(port: Port, call: PortCall, reply: EncodedReply, plan?: Plan): void | Promise<void> {
  const { message, response, connection } = call.exchange
  const { status, headers, body } = reply
  const sent = message.method === 'HEAD' ? null : body
  // A client that reuses a connection may repeat a call by itself when that connection breaks. A
  // client that pipelines has already sent its next request. A body that breaks off ends its
  // connection anyway, and to undici its error would be another one after `connection: close`.
  const isLast =
    connection.calls.size <= 1 && !(sent !== null && stopsBody(plan?.fault, bytesOf(sent)))
  if (port.breaksConnections && isLast) response.shouldKeepAlive = false
  response.writeHead(status, headerList(headers))
  const isStream = sent instanceof ReadableStream
  if (plan !== undefined && sent !== null && (isStream || !bodyComesAtOnce(plan))) {
    response.flushHeaders()
    call.headers(status, { statusText: response.statusMessage, headers })
    return sendBody(port, call, reply, plan)
  }
  call.headers(status, { statusText: response.statusMessage, headers })
  call.reach('firstByteMs')
  if (sent !== null) call.bytes(Number(headers['content-length']))
  response.end(isStream ? null : sent)
  return call.written()
}

/** The length of a body, if it is known beforehand. */
function bytesOf(body: NonNullable<EncodedReply['body']>): number | undefined {
  return body instanceof ReadableStream ? undefined : Buffer.byteLength(body)
}

function headerList(headers: ShopReply['headers']): string[] {
  const list = [...openToAll]
  for (const name in headers) {
    // node:http decides whether the body is chunked: a client of HTTP/1.0 cannot read that.
    if (name !== 'transfer-encoding') list.push(name, headers[name] as string)
  }
  return list
}
