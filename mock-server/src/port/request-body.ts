import type { IncomingMessage, ServerResponse } from 'node:http'
import { headerOf } from './port-request.ts'

/** The body of a request, or why there is none. */
export type RequestBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The client went away in the middle of it. */
  | { readonly kind: 'broken-off' }

const UTF8 = new TextDecoder()

/** Reads the whole body, if it is not too large. What is left over then is discarded by the caller. */
export async function readBody(
  message: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<RequestBody> {
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  // A client that wants to know whether its body is welcome before it sends it.
  if (waitsForContinue(message)) response.writeContinue()
  const chunks: Buffer[] = []
  let bytes = 0
  const { promise, resolve } = Promise.withResolvers<RequestBody>()
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > maxBytes) resolve({ kind: 'too-large' })
    else chunks.push(chunk)
  }
  const onEnd = (): void => resolve({ kind: 'text', text: UTF8.decode(Buffer.concat(chunks)) })
  const onClose = (): void => resolve({ kind: 'broken-off' })
  // An 'error' is followed by 'close'; without a listener it would end the process.
  message.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  try {
    return await promise
  } finally {
    message.off('data', onData).off('end', onEnd).off('close', onClose)
  }
}

/** Whether a request brings a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Takes a body that nobody reads off the connection, so that the next request and the client's end
 * are seen behind it. A body without end is not listened to for ever.
 */
export function discardBody(message: IncomingMessage, maxBytes: number): void {
  if (message.complete || !hasBody(message)) return
  let bytes = 0
  message.on('error', () => {})
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) message.socket.destroy()
  })
}

function waitsForContinue(message: IncomingMessage): boolean {
  return headerOf(message, 'expect')?.toLowerCase() === '100-continue'
}
