import { hold } from '../time/hold.ts'

/** What a response knows of its way here. */
export interface Arrival {
  readonly url: string
  /** Nothing of its body is on its way any more. */
  readonly isAllThere?: boolean
  /** Why the body broke off, once it has. */
  failure?: { readonly reason: unknown }
}

/** A body as a `Response` takes it. */
export type Body = Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null

/** Makes a response as `fetch` gives it: one that came from somewhere. */
export function arrivedResponse(body: Body, init: ResponseInit, arrival: Arrival): Response {
  return arrived(new Response(body, init), arrival)
}

const arrivals = new WeakMap<Response, Arrival>()

function arrived(response: Response, arrival: Arrival): Response {
  arrivals.set(response, arrival)
  return Object.setPrototypeOf(response, prototype) as Response
}

const native = Response.prototype

// `url` and `type` are read-only and cannot be given to a constructor.
const prototype = Object.create(native, {
  url: { get: urlOf },
  type: { get: () => 'basic' },
  clone: { value: clone },
}) as Response

for (const method of ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const) {
  Object.defineProperty(prototype, method, { value: reader(method) })
}

function urlOf(this: Response): string {
  return arrivals.get(this)?.url ?? ''
}

function clone(this: Response): Response {
  const arrival = arrivals.get(this)
  const copy = native.clone.call(this)
  return arrival === undefined ? copy : arrived(copy, arrival)
}

/** Chromium says "Failed to fetch" for whatever happens to a stream. Here the reason comes out. */
function reader(method: 'text' | 'json' | 'bytes' | 'blob' | 'formData' | 'arrayBuffer') {
  return async function (this: Response): Promise<unknown> {
    const isFirst = !this.bodyUsed
    const arrival = arrivals.get(this)
    try {
      const reading: Promise<unknown> = native[method].call(this)
      return await (arrival?.isAllThere === true ? hold(reading) : reading)
    } catch (error) {
      const failure = arrival?.failure
      throw isFirst && failure !== undefined ? failure.reason : error
    }
  }
}
