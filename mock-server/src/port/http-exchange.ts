import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connection } from './connection.ts'
import type { Target } from './request.ts'

/** A request, and the answer to it, as node:http has them. */
export interface HttpExchange {
  readonly message: IncomingMessage
  readonly response: ServerResponse
  readonly connection: Connection
  readonly target: Target
}

/**
 * Waits until the answers to earlier requests of a client that pipelines are out: what is done to the
 * socket before would be done to them.
 *
 * @throws The reason of `gone`.
 */
export async function ownTurn({ response }: HttpExchange, gone: AbortSignal): Promise<void> {
  if (response.socket === null) await until(response, 'socket', gone)
}

/** Waits for what the answer is to tell. @throws The reason of `gone`. */
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

/** Waits until all that was written is on its way. @throws The reason of `gone`. */
export function flushed(response: ServerResponse, gone: AbortSignal): Promise<void> {
  if (gone.aborted) return Promise.reject(gone.reason)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = (): void => reject(gone.reason)
  gone.addEventListener('abort', onAbort, { once: true })
  // No bytes: what is wanted is to hear when those before have left. The headers go out with it.
  response.write('', () => {
    gone.removeEventListener('abort', onAbort)
    resolve()
  })
  return promise
}
