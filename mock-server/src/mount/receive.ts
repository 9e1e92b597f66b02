import { BodyTransfer } from '../call/body-transfer.ts'
import { bodyComesAtOnce, type Plan } from '../network/plan.ts'
import type { ShopReply } from '../shop/reply.ts'
import type { Call } from './call.ts'
import type { MountState } from './mount-state.ts'
import { reasonPhrase } from './reason-phrase.ts'
import { byteStream, closeByteStream, FetchedResponse, type Failure } from './response.ts'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Gives the client its response, at the moment the headers arrive.
 *
 * A text that nothing paces or changes is there with the headers: the call is over. Where connections
 * cost something, the client keeps its connection until it has read the body. Any other body goes on
 * as a stream, and the call with it.
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
  if (reply.body === null || sent.request.method === 'HEAD') {
    call.reach('firstByteMs')
    call.complete()
    return respond(null)
  }
  const isText = typeof reply.body === 'string'
  if (isText && bodyComesAtOnce(plan) && plan.connection === undefined) {
    call.reach('firstByteMs')
    call.bytes(Number(headers['content-length']))
    call.complete()
    return respond(reply.body)
  }
  const transfer = new BodyTransfer({ headers, body: readable(reply) }, plan, {
    url,
    pacer: state.network.createPacer(plan, performance.now() + plan.firstByteMs),
    wait: (ms) => call.waitForBody(ms),
  })
  return respond(streamOf(transfer, call, failure))
}

/** What a client reads of a body: no more than content-length promises. */
function readable({ headers, body }: ShopReply): ShopReply['body'] | Bytes {
  const length = headers['content-length']
  return typeof body === 'string' && length !== undefined
    ? new TextEncoder().encode(body).subarray(0, Number(length))
    : body
}

/** A body that is on its way. Nothing happens unless somebody reads it. */
function streamOf(transfer: BodyTransfer, call: Call, failure: Failure): ReadableStream<Bytes> {
  return byteStream({
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
  })
}

async function nextPiece(transfer: BodyTransfer, call: Call): Promise<Bytes | undefined> {
  try {
    return await transfer.next()
  } catch (error) {
    call.reach('doneMs')
    call.fail(error)
    return undefined
  }
}
