import type { ReadableByteStreamController, UnderlyingByteSource } from 'node:stream/web'

type Bytes = Uint8Array<ArrayBuffer>

/** Why a body broke off, once it has. */
export interface Failure {
  reason?: { readonly value: unknown }
}

/**
 * Like the body of a true response it can fill a given buffer.
 *
 * @param readAheadBytes It asks its source for more while fewer bytes than this wait for a reader.
 *   With 0 it only asks when somebody reads.
 */
export function byteStream(
  source: Omit<UnderlyingByteSource, 'type'>,
  readAheadBytes = 0,
): ReadableStream<Bytes> {
  return new ReadableStream({ ...source, type: 'bytes' }, { highWaterMark: readAheadBytes })
}

export function closeByteStream(controller: ReadableByteStreamController): void {
  controller.close()
  // A reader that brought its own buffer waits for it.
  controller.byobRequest?.respond(0)
}

/** A text that is all there. */
export function textStream(text: string): ReadableStream<Bytes> {
  return byteStream({
    pull(controller) {
      if (text !== '') controller.enqueue(new TextEncoder().encode(text))
      closeByteStream(controller)
    },
  })
}

/**
 * A body that cannot be read any more once the signal has aborted, although it may have arrived. To
 * look at the signal when the body is read needs no listener, which for a body that nobody reads
 * would stay.
 */
export function abortable(
  body: ReadableStream<Bytes>,
  signal: AbortSignal,
  failure: Failure,
): ReadableStream<Bytes> {
  const reader = body.getReader()
  const isLost = (): boolean => signal.aborted || failure.reason !== undefined
  const refuse = (controller: ReadableByteStreamController): void => {
    failure.reason ??= { value: signal.reason }
    controller.error(failure.reason.value)
  }
  return byteStream({
    start(controller) {
      reader.closed.catch((reason: unknown) => controller.error(reason))
      if (isLost()) refuse(controller)
    },
    async pull(controller) {
      if (isLost()) return refuse(controller)
      const { done, value } = await reader.read()
      if (done) closeByteStream(controller)
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
