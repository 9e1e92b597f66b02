import type { OpenCall } from './open-call.ts'

/** A call whose body is being recorded, and the signal that may abort it. */
export interface Watched {
  readonly open: OpenCall
  readonly signal: AbortSignal | undefined
  /** The response's HTTP status. */
  readonly status: number
  /** Why the body broke off, once its reader has noticed. */
  failure?: { readonly reason: unknown }
}

type Bytes = Uint8Array<ArrayBuffer>
type Reader = ReadableStreamDefaultReader<Bytes>

/** Ends the record of a call that failed or was aborted. */
export function endFailed(open: OpenCall, signal: AbortSignal | undefined, error: unknown): void {
  const aborted =
    signal?.aborted === true || (error instanceof Error && error.name === 'AbortError')
  open.end(aborted ? 'aborted' : 'network-error', error)
}

/** Ends the record of a call whose response arrived completely. */
export const endAnswered = (open: OpenCall, status: number): void =>
  open.end(status < 400 ? 'ok' : 'http-error')

/** Cancelling the body of an error only frees the connection. Cancelling any other body is an abort. */
const endCancelled = (open: OpenCall, status: number): void =>
  open.end(status < 400 ? 'aborted' : 'http-error')

/**
 * Records a stream of bytes as it is read. Nothing is read ahead.
 *
 * The reader's `closed` promise rejects on an abort even while the body is not being read. So the signal
 * needs no listener, which could leak. Without a signal, the body stays unlocked until it is read: when a
 * response is garbage-collected unread, the platform cancels its body only if it is unlocked.
 */
export function recordBody(body: ReadableStream<Bytes>, watched: Watched): ReadableStream<Bytes> {
  const { open, signal, status } = watched
  const bytes = isByteStream(body)
  let locked: Reader | undefined
  const reader = (): Reader => (locked ??= readerOf(body, watched))
  if (signal !== undefined) reader()
  const source = {
    async pull(controller: ReadableByteStreamController | ReadableStreamDefaultController<Bytes>) {
      const { done, value } = await read(reader(), watched)
      if (!done) {
        open.bytes(value.byteLength)
        controller.enqueue(value)
        return
      }
      endAnswered(open, status)
      controller.close()
      // A reader that brought its own buffer waits until the buffer is returned.
      if ('byobRequest' in controller) controller.byobRequest?.respond(0)
    },
    cancel(reason: unknown) {
      endCancelled(open, status)
      return reader().cancel(reason)
    },
  }
  return bytes
    ? new ReadableStream({ type: 'bytes', ...source })
    : new ReadableStream<Bytes>(source, { highWaterMark: 0 })
}

async function read(reader: Reader, watched: Watched): ReturnType<Reader['read']> {
  try {
    return await reader.read()
  } catch (error) {
    watched.failure = { reason: error }
    throw error
  }
}

function readerOf(body: ReadableStream<Bytes>, { open, signal }: Watched): Reader {
  const reader = body.getReader()
  reader.closed.catch((error: unknown) => endFailed(open, signal, error))
  return reader
}

/** Whether a reader can bring its own buffer. The only way to find out is to try. */
function isByteStream(body: ReadableStream): boolean {
  try {
    body.getReader({ mode: 'byob' }).releaseLock()
    return true
  } catch {
    return false
  }
}
