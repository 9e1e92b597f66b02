import type { ReadableByteStreamController, UnderlyingByteSource } from 'node:stream/web'

type Bytes = Uint8Array<ArrayBuffer>

/** The error with which a body broke off, if it did. */
export interface Failure {
  reason?: { readonly value: unknown }
}

/**
 * Makes a stream that, like the body of a real response, can fill a given buffer.
 *
 * @param readAheadBytes It pulls from its source while fewer bytes than this wait for a reader.
 * With 0, it pulls only when a client reads.
 */
export function byteStream(
  source: Omit<UnderlyingByteSource, 'type'>,
  readAheadBytes = 0,
): ReadableStream<Bytes> {
  return new ReadableStream({ ...source, type: 'bytes' }, { highWaterMark: readAheadBytes })
}

export function closeByteStream(controller: ReadableByteStreamController): void {
  controller.close()
  // A reader with its own buffer is still waiting for this response.
  controller.byobRequest?.respond(0)
}

/** A stream of a complete text. */
export function textStream(text: string): ReadableStream<Bytes> {
  return byteStream({
    pull(controller) {
      if (text !== '') controller.enqueue(new TextEncoder().encode(text))
      closeByteStream(controller)
    },
  })
}

/**
 * A body that can no longer be read after the signal has aborted, even if it has arrived. It checks
 * the signal when the body is read, because a listener would leak if nothing reads the body.
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
