import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ShopReply } from '../shop/reply.ts'
import type { PortReply } from './send-reply.ts'

const gzipAsync = promisify(gzip)

/**
 * The reply as the client prefers it: compressed, if it takes gzip and the body has `fromBytes` or an
 * unknown length. Its ETag, a weak one, stays true.
 *
 * @param accepted The client's Accept-Encoding.
 */
export async function gzipped(
  reply: ShopReply,
  accepted: string,
  fromBytes: number,
): Promise<PortReply> {
  const { body, headers } = reply
  const length = headers['content-length']
  const isShort = length !== undefined && Number(length) < fromBytes
  // What has neither a length nor a body, such as a 304, has nothing to compress.
  const isEmpty = body === null && headers['content-type'] === undefined
  if (isShort || isEmpty || !takesGzip(accepted)) return reply
  const { 'content-length': _, ...others } = headers
  const compressed = { ...others, 'content-encoding': 'gzip' }
  // The answer to HEAD: the length is not known without doing the work.
  if (body === null) return { ...reply, headers: compressed }
  if (typeof body !== 'string') {
    const stream = body.pipeThrough(new CompressionStream('gzip'))
    return { ...reply, headers: compressed, body: stream }
  }
  const bytes = new Uint8Array(await gzipAsync(body))
  return {
    ...reply,
    headers: { ...compressed, 'content-length': String(bytes.length) },
    body: bytes,
  }
}

/** Whether an Accept-Encoding takes gzip (RFC 9110, 12.5.3): it, or `*`, at a weight above 0. */
export function takesGzip(accepted: string): boolean {
  const weights = new Map(accepted.split(',').map(weightOf))
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

function weightOf(entry: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))
  return [coding, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}
