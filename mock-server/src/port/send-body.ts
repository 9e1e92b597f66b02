import { BodyTransfer } from '../call/body-transfer.ts'
import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import type { EncodedReply } from './compress.ts'
import { flushed, until } from './http-exchange.ts'
import type { PortCall } from './port-call.ts'
import type { Port } from './port.ts'

/** Rows are sent in pieces of this size, unless the network paces or cuts the body. */
const PIECE_BYTES = 16_384

/**
 * Sends a body piece by piece: a stream, or one that the network paces or changes. The headers have
 * been sent. It reads nothing before the client needs it, and nothing after the client has
 * disconnected.
 */
export async function sendBody(
  port: Port,
  call: PortCall,
  reply: EncodedReply,
  plan: Plan,
): Promise<void> {
  const transfer = new BodyTransfer(reply, plan, {
    wait: (ms) => call.wait(ms),
    url: new URL(port.origin),
    pacer: port.network.createPacer(plan, performance.now() + plan.firstByteMs),
  })
  const { response } = call.exchange
  try {
    await writePieces(transfer, call, bodyComesAtOnce(plan) ? PIECE_BYTES : 1)
  } catch (error) {
    transfer.cancel(error)
    call.gone.throwIfAborted()
    return breakOff(port, call, plan.fault, error)
  }
  response.end()
  await call.written()
  endAsPromised(port, call)
}

/** Ends a body of unknown length that should have been cut, but was too short. */
function endAsPromised(port: Port, { exchange }: PortCall): void {
  const { response, connection } = exchange
  const isKept = response.shouldKeepAlive && connection.calls.size === 0
  if (port.breaksConnections && isKept)
    connection.finish('the reply is complete', port.limits.lingerMs)
}

/** @throws The error of `transfer` if the body breaks off, and if the client disconnects. */
async function writePieces(
  transfer: BodyTransfer,
  call: PortCall,
  pieceBytes: number,
): Promise<void> {
  let pieces: Uint8Array[] = []
  let bytes = 0
  for (;;) {
    const piece = await transfer.next()
    if (piece !== undefined) {
      pieces.push(piece)
      bytes += piece.length
    }
    if (bytes >= pieceBytes || (piece === undefined && bytes > 0)) {
      await write(call, pieces, bytes)
      pieces = []
      bytes = 0
    }
    if (piece === undefined) return
  }
}

async function write(call: PortCall, pieces: readonly Uint8Array[], bytes: number): Promise<void> {
  const { response } = call.exchange
  if (call.hasLeft) await call.wait(Infinity)
  call.gone.throwIfAborted()
  call.reach('firstByteMs')
  call.bytes(bytes)
  if (!response.write(Buffer.concat(pieces))) await until(response, 'drain', call.gone)
}

/**
 * Waits until everything written has reached the client, then ends the connection as the fault
 * says.
 */
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
  switch (fault?.kind) {
    case 'truncated':
      return connection.finish('closed in the middle of the body', lingerMs)
    case 'wrong-length':
      return connection.finish('closed before as many bytes as content-length promised', lingerMs)
    case 'malformed-chunk':
      if (response.chunkedEncoding) connection.socket.write('this is not the size of a chunk\r\n')
      return connection.finish('malformed chunk in the body', lingerMs)
    default:
      // A reset overtakes bytes that the client has not read yet.
      await call.wait(resetGraceMs)
      return connection.reset(
        fault?.kind === 'reset-body'
          ? 'connection reset in the middle of the body'
          : `the body broke off: ${String(error)}`,
      )
  }
}
