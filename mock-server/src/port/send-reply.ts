import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import { gzipped } from './compress.ts'
import { openToAll } from './cors.ts'
import { until } from './http-exchange.ts'
import type { PortCall } from './port-call.ts'
import { headerOf } from './request.ts'
import type { Port } from './port.ts'
import { sendBody } from './send-body.ts'

/** A reply on its way out: it may have been compressed. */
export interface PortReply extends Omit<ShopReply, 'body'> {
  readonly body: ShopReply['body'] | Uint8Array<ArrayBuffer>
}

/** Sends a reply: in one go where nothing stands against it, else its body piece by piece. */
export async function sendReply(
  port: Port,
  call: PortCall,
  reply: ShopReply,
  plan?: Plan,
): Promise<void> {
  const { message, response } = call.exchange
  const accepted = headerOf(message, 'accept-encoding')
  const out: PortReply =
    accepted === undefined ? reply : await gzipped(reply, accepted, port.limits.gzipFromBytes)
  if (call.isOver) return
  const { status, headers } = out
  response.writeHead(status, headerList(headers))
  call.headers(status)
  const body = message.method === 'HEAD' ? null : out.body
  const isStream = body instanceof ReadableStream
  if (plan !== undefined && body !== null && (isStream || !bodyComesAtOnce(plan))) {
    return sendBody(port, call, out, plan)
  }
  call.reach('firstByteMs')
  if (body !== null) call.bytes(Number(headers['content-length']))
  response.end(isStream ? null : body)
  await sent(call)
}

/** The answer is written: most have left by now. Of others the client may go away in the middle. */
export async function sent(call: PortCall): Promise<void> {
  const { response } = call.exchange
  if (response.writableLength > 0) await until(response, 'finish', call.gone)
  call.reach('doneMs')
  call.complete()
}

function headerList(headers: ShopReply['headers']): string[] {
  const list = [...openToAll]
  for (const name in headers) {
    // Whether it is chunked is for the server to say: a client of HTTP/1.0 cannot read that.
    if (name !== 'transfer-encoding') list.push(name, headers[name] as string)
  }
  return list
}
