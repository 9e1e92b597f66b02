import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ShopReply } from '../shop/reply.ts'

const gzipAsync = promisify(gzip)

/** A reply as it is sent, with a body that may be compressed. */
export interface EncodedReply extends Omit<ShopReply, 'body'> {
  readonly body: ShopReply['body'] | Uint8Array<ArrayBuffer>
}

/**
 * Whether to compress a reply: the client accepts gzip, and the body has at least `fromBytes` bytes
 * or an unknown length. A strong ETag names the exact bytes, so such a reply is never compressed.
 *
 * @param accepted The client's Accept-Encoding.
 */
export function isWorthCompressing(
  { headers, body }: ShopReply,
  accepted: string,
  fromBytes: number,
): boolean {
  if (headers['etag']?.startsWith('"') === true) return false
  const length = headers['content-length']
  if (length !== undefined && Number(length) < fromBytes) return false
  // A reply with neither a length nor a body, such as a 304, has nothing to compress.
  const isEmpty = body === null && headers['content-type'] === undefined
  return !isEmpty && takesGzip(accepted)
}

/** The reply, compressed. Its ETag, a weak one, is still right. */
export async function gzipped({ status, headers, body }: ShopReply): Promise<EncodedReply> {
  const { 'content-length': _, ...others } = headers
  const compressed = { ...others, 'content-encoding': 'gzip' }
  // A reply to HEAD. The compressed length would only be known after compressing.
  if (body === null) return { status, headers: compressed, body }
  if (body instanceof ReadableStream) {
    return { status, headers: compressed, body: body.pipeThrough(new CompressionStream('gzip')) }
  }
  const bytes = new Uint8Array(await gzipAsync(body))
  return { status, headers: { ...compressed, 'content-length': String(bytes.length) }, body: bytes }
}

/**
 * Whether an Accept-Encoding accepts gzip (RFC 9110, 12.5.3): `gzip` or `*`, with a weight above 0.
 */
export function takesGzip(accepted: string): boolean {
  const weights = new Map(accepted.split(',').map(weightOf))
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

function weightOf(entry: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [coding, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}
