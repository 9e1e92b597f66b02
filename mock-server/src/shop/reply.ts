/** What a route reads of a request. Any `Request` will do. */
export type ShopRequest = Pick<Request, 'method' | 'url' | 'signal' | 'text'> & {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * What the server answers. A `Response` would cost more than everything else about a short reply, so
 * the shop makes none.
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
