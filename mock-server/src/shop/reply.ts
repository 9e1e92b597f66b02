/** What a route reads of a request. Any `Request` will do. */
export type ShopRequest = Pick<Request, 'method' | 'url' | 'signal' | 'text'> & {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * An answer that is not a `Response` yet. Making one costs more than all the rest of a short answer,
 * so a mount that sends bytes does without.
 */
export interface ShopReply {
  /** 0 when nobody is there to read it: the client went away in the middle of its body. */
  readonly status: number
  /** By their names in small letters. */
  readonly headers: Readonly<Record<string, string>>
  /** A text has a Content-Length, in bytes of UTF-8. */
  readonly body: string | ReadableStream<Uint8Array<ArrayBuffer>> | null
}

/** What nobody reads. */
export const unread: ShopReply = Object.freeze({ status: 0, headers: {}, body: null })

/** The same answer as a `Response`; what nobody reads is an error's. */
export function toResponse(reply: ShopReply): Response {
  const { status, headers, body } = reply
  return status === 0 ? Response.error() : new Response(body, { status, headers })
}
