import { hashText } from '../common/murmur3.ts'

/** What a route reads of a request. A `Request` fits. */
export type ShopRequest = Pick<Request, 'method' | 'url' | 'signal' | 'text'> & {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * What the server replies, as plain data. Making a `Response` would cost more than everything else
 * about a short reply.
 */
export interface ShopReply {
  /** 0 if nobody reads the reply, because the client left while it was sending its body. */
  readonly status: number
  /** The headers, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** For a text, the headers have a Content-Length. */
  readonly body: string | ReadableStream<Uint8Array<ArrayBuffer>> | null
}

/** The reply to a client that has left. */
export const unread: ShopReply = Object.freeze({ status: 0, headers: {}, body: null })

const UTF8 = new TextEncoder()

/** A JSON reply that can be sent any number of times. */
interface PreparedJson {
  /** The JSON and a newline, which reads better in a terminal. */
  readonly text: string
  /** Usually weak, so that it stays valid when a mount compresses the body. */
  readonly etag: string
  /** Content-Type, Content-Length and ETag. */
  readonly headers: Readonly<Record<string, string>>
}

/** Options of {@link json}. */
interface JsonOptions {
  /** Default: 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A strong ETag for a 200 without headers. Default: a weak one, made of the value. */
  readonly etag?: string
}

/** Makes a JSON reply without an ETag. It ends with a newline, which reads better in a terminal. */
export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ShopReply {
  const body = `${JSON.stringify(value)}\n`
  return { status, headers: { ...contentOf('application/json', body), ...headers }, body }
}

/** The Content-Type and the Content-Length of a text, in bytes of UTF-8. */
export function contentOf(type: string, text: string): Readonly<Record<string, string>> {
  return { 'content-type': type, 'content-length': String(utf8Length(text)) }
}

/** Makes the text and the headers of a JSON reply that a client may cache. */
function prepareJson(value: unknown, strongTag?: string): PreparedJson {
  const text = `${JSON.stringify(value)}\n`
  const etag = strongTag ?? `W/"${text.length.toString(36)}-${hashText(text, 0).toString(36)}"`
  return { text, etag, headers: { ...contentOf('application/json', text), etag } }
}

/** Replies with the JSON, or with 304 if the client has it already. No body for HEAD. */
function sendJson(prepared: PreparedJson, request: ShopRequest): ShopReply {
  const { text, etag, headers } = prepared
  const isHead = request.method === 'HEAD'
  if (isHead || request.method === 'GET') {
    const known = request.headers.get('if-none-match')
    if (known !== null && hasTag(known, etag)) {
      return { status: 304, headers: { etag }, body: null }
    }
  }
  return { status: 200, headers, body: isHead ? null : text }
}

/**
 * Replies with a value as JSON, with Content-Type and Content-Length. HEAD gets no body.
 *
 * A 200 without headers of its own also has an ETag. If the client's If-None-Match names that ETag,
 * GET and HEAD get 304.
 */
export function json(value: unknown, request: ShopRequest, options: JsonOptions = {}): ShopReply {
  const { status = 200, headers, etag } = options
  if (status === 200 && !headers) return sendJson(prepareJson(value, etag), request)
  const reply = jsonReply(status, value, headers)
  return request.method === 'HEAD' ? { ...reply, body: null } : reply
}

const prepared = new WeakMap<object, PreparedJson>()

/** Like {@link json}, for a value that never changes: makes its JSON once, and keeps it. */
export function fixedJson(value: object, request: ShopRequest): ShopReply {
  let kept = prepared.get(value)
  if (kept === undefined) prepared.set(value, (kept = prepareJson(value)))
  return sendJson(kept, request)
}

/** Whether an If-None-Match header names a tag, by the weak comparison of RFC 9110, 8.8.3.2. */
function hasTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  const opaque = etag.replace(/^W\//, '')
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === opaque)
}

function utf8Length(text: string): number {
  // oxlint-disable-next-line no-control-regex -- these are the characters that take one byte
  return /^[\0-\x7f]*$/.test(text) ? text.length : UTF8.encode(text).byteLength
}
