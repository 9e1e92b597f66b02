import { hashText } from '../common/murmur3.ts'

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

const UTF8 = new TextEncoder()

/** A JSON answer that is ready to be sent, any number of times. */
interface PreparedJson {
  /** The JSON and a newline, which is kind to terminals. */
  readonly text: string
  /** A weak one: it stays true when a mount compresses the body. */
  readonly etag: string
  /** Content-Type and Content-Length, and ETag. */
  readonly headers: Readonly<Record<string, string>>
}

/** What else a JSON answer has. */
interface JsonOptions {
  /** Default: 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

/** A reply of JSON, with a newline at its end, which is kind to terminals. */
export function jsonReply(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ShopReply {
  const body = `${JSON.stringify(value)}\n`
  return { status, headers: { ...contentOf('application/json', body), ...headers }, body }
}

/** The headers that describe a text: its type, and its length in bytes. */
export function contentOf(type: string, text: string): Readonly<Record<string, string>> {
  return { 'content-type': type, 'content-length': String(utf8Length(text)) }
}

/** Makes the text and the headers of a JSON answer that a client may keep. */
function prepareJson(value: unknown): PreparedJson {
  const text = `${JSON.stringify(value)}\n`
  const etag = `W/"${text.length.toString(36)}-${hashText(text, 0).toString(36)}"`
  return { text, etag, headers: { ...contentOf('application/json', text), etag } }
}

/** Answers with what was prepared, or with 304 when the client has it already. */
export function sendJson(prepared: PreparedJson, request: ShopRequest): ShopReply {
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
 * Answers with a value as JSON: Content-Type and Content-Length on every answer; on a 200 an ETag
 * and 304 for a GET or HEAD whose If-None-Match knows it; no body for HEAD.
 */
export function json(value: unknown, request: ShopRequest, options: JsonOptions = {}): ShopReply {
  const { status = 200, headers } = options
  if (status === 200 && !headers) return sendJson(prepareJson(value), request)
  const reply = jsonReply(status, value, headers)
  return request.method === 'HEAD' ? { ...reply, body: null } : reply
}

/** Prepares each key's answer once and keeps it. The number of keys must be finite. */
export function remember<Key>(make: (key: Key) => unknown): (key: Key) => PreparedJson {
  const known = new Map<Key, PreparedJson>()
  return (key) => {
    const before = known.get(key)
    if (before) return before
    const prepared = prepareJson(make(key))
    known.set(key, prepared)
    return prepared
  }
}

/** Whether an If-None-Match header names a tag: the weak comparison of RFC 9110, 8.8.3.2. */
function hasTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  const opaque = etag.slice('W/'.length)
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === opaque)
}

function utf8Length(text: string): number {
  // oxlint-disable-next-line no-control-regex -- these are the characters that take one byte
  return /^[\0-\x7f]*$/.test(text) ? text.length : UTF8.encode(text).byteLength
}
