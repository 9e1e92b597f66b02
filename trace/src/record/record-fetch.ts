import { endAnswered, endFailed } from './recorded-body.ts'
import { RecordedResponse } from './recorded-response.ts'
import type { Recorder } from './recorder.ts'
import { sentOf } from './sent-of.ts'

/** Options of {@link recordFetch}. */
export interface RecordFetchOptions {
  /** The client's name. Drawings give each client its own lanes. Default: `''`. */
  readonly client?: string
}

/**
 * Wraps any `fetch` so that each call is recorded, body included. The caller sees no difference in
 * the response, its body (which is not read ahead) or the errors.
 *
 * - A call ends when its body has been read completely. An unread body leaves the call pending,
 *   because it keeps its connection busy.
 * - Cancelling the body ends the call as `aborted`, or as `http-error` if the status was 400 or above.
 * - Adds no listener to the caller's signal.
 *
 * @example
 * ```ts
 * import { createRecorder, recordFetch } from '@overlap/trace'
 *
 * // In place of a server.
 * const answer: typeof fetch = () => Promise.resolve(new Response('[]'))
 * const recorder = createRecorder()
 * const recorded = recordFetch(answer, recorder)
 *
 * const response = await recorded('https://shop.example/products')
 * recorder.trace().calls[0]?.outcome // → 'pending'
 * await response.json()
 * recorder.trace().calls[0]?.outcome // → 'ok'
 * ```
 */
export function recordFetch(
  fetch: typeof globalThis.fetch,
  recorder: Recorder,
  options: RecordFetchOptions = {},
): typeof globalThis.fetch {
  const { client = '' } = options
  return async (input, init) => {
    const open = recorder.send(sentOf(input, init, client))
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    let response: Response
    try {
      response = await fetch(input, init)
    } catch (error) {
      endFailed(open, signal, error)
      throw error
    }
    const { status, statusText, headers, body } = response
    open.headers(status, { statusText, headers })
    if (body !== null) return RecordedResponse.of(response, body, { open, signal, status })
    endAnswered(open, status)
    return response
  }
}
