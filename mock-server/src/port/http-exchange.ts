import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connection } from './connection.ts'
import type { Target } from './request.ts'

/** A request and the response to it, as node:http has them. */
export interface HttpExchange {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly connection: Connection
  readonly target: Target
}

/**
 * Waits until the replies to earlier pipelined requests have been sent, because a fault of the
 * socket would affect them, too.
 *
 * @throws The reason of `gone`.
 */
export async function ownTurn({ response }: HttpExchange, gone: AbortSignal): Promise<void> {
  if (response.socket === null) await until(response, 'socket', gone)
}

/** Waits for an event of the response. @throws The reason of `gone`. */
export function until(
  response: ServerResponse,
  event: 'socket' | 'drain' | 'finish',
  gone: AbortSignal,
): Promise<void> {
  if (gone.aborted) return Promise.reject(gone.reason)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onEvent = (): void => {
    gone.removeEventListener('abort', onAbort)
    resolve()
  }
  const onAbort = (): void => {
    response.off(event, onEvent)
    reject(gone.reason)
  }
  response.once(event, onEvent)
  gone.addEventListener('abort', onAbort, { once: true })
  return promise
}

/** Waits until everything written so far has been sent. @throws The reason of `gone`. */
export function flushed(response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.reject(gone.reason)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = (): void => reject(gone.reason)
  gone.addEventListener('abort', onAbort, { once: true })
  // Writes no bytes. The callback runs when all earlier bytes have been sent.
  response.write('', () => {
    gone.removeEventListener('abort', onAbort)
    resolve()
  })
  return promise
}
