import type { ReadableByteStreamController, UnderlyingByteSource } from 'node:stream/web'
import type { Arrival } from './arrived-response.ts'
import type { BodyTransfer } from '../call/body-transfer.ts'
import type { Call } from './call.ts'

type Bytes = Uint8Array<ArrayBuffer>
type BodyStream = ReadableStream<Bytes>

/**
 * A body that is all there. The call is over, but as with a true `fetch` its client cannot read the
 * body any more once the signal has aborted. Looking at the signal when the body is read does that
 * without a listener, which for a body that nobody reads would stay.
 */
export function bodyAtOnce(
  bytes: Bytes,
  signal: AbortSignal | null,
  arrival: Arrival,
): BodyStream | Bytes {
  if (signal === null) return bytes
  return byteStream({
    pull(controller) {
      if (signal.aborted) {
        arrival.failure = { reason: signal.reason }
        controller.error(signal.reason)
        return
      }
      if (bytes.length > 0) controller.enqueue(bytes)
      close(controller)
    },
  })
}

/** A body that is still on its way. Nothing happens unless somebody reads it. */
export function bodyOverTime(feed: BodyTransfer, call: Call, arrival: Arrival): BodyStream {
  return byteStream({
    start(controller) {
      call.onFail((reason) => {
        arrival.failure = { reason }
        controller.error(reason)
        feed.cancel(reason)
      })
    },
    async pull(controller) {
      const piece = await nextPiece(feed, call)
      if (call.isOver) return
      if (piece !== undefined) {
        call.reach('firstByteMs')
        call.bytes(piece.length)
        controller.enqueue(piece)
      }
      if (piece !== undefined && !feed.isComplete) return
      call.reach('doneMs')
      call.complete()
      close(controller)
    },
    cancel(reason) {
      call.onFail((reason) => feed.cancel(reason))
      call.cancel(reason)
    },
  })
}

async function nextPiece(feed: BodyTransfer, call: Call): Promise<Bytes | undefined> {
  try {
    return await feed.next()
  } catch (error) {
    call.reach('doneMs')
    call.fail(error)
    return undefined
  }
}

/** Reads nothing ahead of its reader. Like the body of a true response it can fill a given buffer. */
function byteStream(source: Omit<UnderlyingByteSource, 'type'>): BodyStream {
  return new ReadableStream({ ...source, type: 'bytes' }, { highWaterMark: 0 })
}

function close(controller: ReadableByteStreamController): void {
  controller.close()
  // A reader that brought its own buffer waits for it.
  controller.byobRequest?.respond(0)
}
