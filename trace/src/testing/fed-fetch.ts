import type { Call } from '../call.ts'
import { createRecorder } from '../record/recorder.ts'
import { recordFetch } from '../record/record-fetch.ts'

type Fetch = typeof globalThis.fetch
type Controller = ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>

export const url = 'http://shop.test/products/1'
export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export const answering =
  (make: () => Response): Fetch =>
  () =>
    Promise.try(make)

export interface Recorded {
  readonly fetch: Fetch
  readonly calls: () => readonly Call[]
  /** The first end of a call. */
  readonly ended: Promise<unknown>
}

export function record(inner: Fetch): Recorded {
  const { promise: ended, resolve } = Promise.withResolvers()
  const recorder = createRecorder({
    onChange: ({ endMs }) => endMs !== undefined && resolve(endMs),
  })
  return { fetch: recordFetch(inner, recorder), calls: () => recorder.trace().calls, ended }
}

/** A `fetch` whose answer has a body that the test feeds, fails or closes. */
export function fed(status = 200): {
  inner: Fetch
  body: () => Controller
  pulls: number
  cancelled?: unknown
} {
  let controller: Controller
  const state = {
    pulls: 0,
    body: () => controller,
    inner: (async (_input, init) => {
      await Promise.resolve()
      init?.signal?.throwIfAborted()
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          start: (made) => void (controller = made),
          pull: () => void (state.pulls += 1),
          cancel: (reason) => void Object.assign(state, { cancelled: reason }),
        },
        { highWaterMark: 0 },
      )
      return new Response(stream, { status })
    }) satisfies Fetch,
  }
  return state
}
