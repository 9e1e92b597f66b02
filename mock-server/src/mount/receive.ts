import { BodyTransfer } from '../call/body-transfer.ts'
import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import { afterRealTurn } from '../time/real-turn.ts'
import { awaitRealWork } from '../time/real-work.ts'
import { byteStream, closeByteStream, type Failure } from './byte-stream.ts'
import type { Call } from './call.ts'
import type { MountState } from './mount-state.ts'
import { reasonPhrase } from './reason-phrase.ts'
import { FetchedResponse } from './response.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * A body stops arriving when this many bytes wait for a reader. This is undici's limit, measured
 * with Node 26: a pool of one connection is blocked by an unread body of 65,536 bytes, and not by
 * one of 65,400.
 */
const READ_AHEAD_BYTES = 65_536

/**
 * Makes the client's response at the moment when the headers arrive.
 *
 * A text that nothing paces or changes arrives with the headers, and the call is over. If
 * connections cost something, a long text keeps its connection until the client has read most of
 * it. Any other body continues as a stream, and so does the call. The shop makes the rows of a
 * report only when the client reads them.
 */
export function receive(state: MountState, call: Call, reply: ShopReply, plan: Plan): Response {
  const { status, headers } = reply
  const { url, sent } = call
  const statusText = reasonPhrase(status)
  const failure: Failure = {}
  const respond = (body: string | ReadableStream<Bytes> | null): Response =>
    new FetchedResponse({
      url: url.href,
      isRedirected: sent.isRedirected,
      status,
      statusText,
      headers,
      body,
      signal: sent.signal,
      failure,
    })

  call.headers(status, { statusText, headers })
  if (reply.body === null || sent.method === 'HEAD') {
    call.reach('firstByteMs')
    call.complete()
    return respond(null)
  }
  const isText = typeof reply.body === 'string'
  const bytes = Number(headers['content-length'])
  const frees = plan.connection === undefined || bytes < READ_AHEAD_BYTES
  if (isText && frees && bodyComesAtOnce(plan)) {
    call.reach('firstByteMs')
    call.bytes(bytes)
    call.complete()
    return respond(reply.body)
  }
  const transfer = new BodyTransfer({ headers, body: readable(reply) }, plan, {
    url,
    pacer: state.network.createPacer(plan, performance.now() + plan.firstByteMs),
    wait: (ms) => call.waitForBody(ms),
  })
  return respond(streamOf(transfer, call, failure, isText ? READ_AHEAD_BYTES : 0))
}

/** The part of a body that a client reads: at most as much as content-length promises. */
function readable({ headers, body }: ShopReply): ShopReply['body'] | Bytes {
  const length = headers['content-length']
  return typeof body === 'string' && length !== undefined
    ? new TextEncoder().encode(body).subarray(0, Number(length))
    : body
}

/**
 * A body in transit. It arrives whether or not the client reads it. So it can also break off
 * without a reader, and then the unread part is lost.
 */
function streamOf(
  transfer: BodyTransfer,
  call: Call,
  failure: Failure,
  readAheadBytes: number,
): ReadableStream<Bytes> {
  const source: Parameters<typeof byteStream>[0] = {
    start(controller) {
      call.onFailure((reason) => {
        failure.reason = { value: reason }
        controller.error(reason)
        transfer.cancel(reason)
      })
    },
    async pull(controller) {
      const piece = await nextPiece(transfer, call)
      if (call.isOver) return
      if (piece !== undefined) {
        call.reach('firstByteMs')
        call.bytes(piece.length)
        controller.enqueue(piece)
      }
      if (piece !== undefined && !transfer.isComplete) return
      call.complete()
      closeByteStream(controller)
    },
    cancel(reason) {
      call.onFailure((reason) => transfer.cancel(reason))
      call.cancel(reason)
    },
  }
  return byteStream(source, readAheadBytes)
}

async function nextPiece(transfer: BodyTransfer, call: Call): Promise<Bytes | undefined> {
  try {
    return await transfer.next()
  } catch (error) {
    // Lets a client that is reading get the previous piece first.
    await awaitRealWork(new Promise<void>(afterRealTurn))
    call.reach('doneMs')
    call.fail(error)
    return undefined
  }
}
