import { BodyTransfer } from '../call/body-transfer.ts'
import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import { flushed, until } from './http-exchange.ts'
import type { PortCall } from './port-call.ts'
import type { Port } from './port.ts'
import { sent, type PortReply } from './send-reply.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** Rows that come one by one leave in pieces of this size, unless something paces or cuts them. */
const PIECE_BYTES = 16_384

/**
 * Sends a body piece by piece: paced, cut, or of unknown length. Nothing is read ahead of what the
 * client takes, and nothing more once it has gone away.
 */
export async function sendBody(
  port: Port,
  call: PortCall,
  reply: PortReply,
  plan: Plan,
): Promise<void> {
  const feed = new BodyTransfer(reply, plan, {
    wait: (ms) => port.timers.wait(ms, call.gone),
    url: new URL(port.origin),
    pacer: port.network.createPacer(plan, performance.now() + plan.firstByteMs),
  })
  try {
    await pump(feed, call, bodyComesAtOnce(plan) ? PIECE_BYTES : 1)
  } catch (error) {
    feed.cancel(error)
    call.gone.throwIfAborted()
    await breakOff(port, call, plan.fault, error)
  }
}

async function pump(feed: BodyTransfer, call: PortCall, pieceBytes: number): Promise<void> {
  const { response } = call.exchange
  let pieces: Bytes[] = []
  let bytes = 0
  let isLast = false
  while (!isLast) {
    const piece = await feed.next()
    call.gone.throwIfAborted()
    isLast = piece === undefined || (pieces.push(piece), (bytes += piece.length), feed.isComplete)
    if (bytes < pieceBytes && !(isLast && bytes > 0)) continue
    call.reach('firstByteMs')
    call.bytes(bytes)
    if (!response.write(Buffer.concat(pieces))) await until(response, 'drain', call.gone)
    pieces = []
    bytes = 0
  }
  response.end()
  await sent(call)
}

/** What came before is to reach the client, and then the connection ends as the fault says. */
async function breakOff(
  port: Port,
  call: PortCall,
  fault: Plan['fault'],
  error: unknown,
): Promise<void> {
  const { lingerMs, resetGraceMs } = port.limits
  const { response, connection } = call.exchange
  await flushed(response, call.gone)
  call.reach('doneMs')
  if (fault?.kind === 'truncated') {
    return connection.finish('closed in the middle of the body', lingerMs)
  }
  await port.timers.wait(resetGraceMs, call.gone)
  connection.reset(
    fault?.kind === 'reset-body'
      ? 'connection reset in the middle of the body'
      : `the body broke off: ${String(error)}`,
  )
}
