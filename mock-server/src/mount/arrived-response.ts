import { awaitRealWork } from '../time/real-work.ts'

/** What a response knows of its way here. */
export interface Arrival {
  readonly url: string
  /** Nothing of its body is on its way any more. */
  readonly isAllThere: boolean
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

type Reading = 'text' | 'json' | 'bytes' | 'blob' | 'formData' | 'arrayBuffer'

/** Why a body broke off comes out as it is; Chromium says "Failed to fetch" for whatever happens. */
function reader(method: Reading) {
  return async function (this: Response): Promise<unknown> {
    const isFirst = !this.bodyUsed
    const arrival = arrivals.get(this)
    try {
      return await (arrival?.isAllThere === false ? collected(this, method) : whole(this, method))
    } catch (error) {
      const failure = arrival?.failure
      throw isFirst && failure !== undefined ? failure.reason : error
    }
  }
}

/** Reads a body that is all there. */
function whole(response: Response, method: Reading): Promise<unknown> {
  return awaitRealWork<unknown>(native[method].call(response))
}

/**
 * Reads a body that is still on its way. Browsers are late to see the end of a stream, by some turns
 * of the event loop. So it is read here, and the platform is given the whole.
 */
async function collected(response: Response, method: Reading): Promise<unknown> {
  const { body, headers } = response
  // Refused in the platform's own words.
  if (body === null || body.locked || response.bodyUsed) return native[method].call(response)
  const pieces = await Array.fromAsync(body)
  return whole(new Response(joined(pieces), { headers }), method)
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
