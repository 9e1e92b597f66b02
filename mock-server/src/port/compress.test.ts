import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { takesGzip } from './compress.ts'
import { serveMockApi } from './serve-mock-api.ts'
import { lastRequest, rawExchange } from '../testing/port-raw-client.ts'

test.each([
  ['gzip', true],
  ['GZIP', true],
  ['x-gzip', true],
  ['deflate, gzip;q=0.5', true],
  ['*', true],
  ['gzip;q=0', false],
  ['*;q=0.1, gzip;q=0', false],
  ['br', false],
  ['identity', false],
  ['', false],
])('Accept-Encoding %j takes gzip: %s', (accepted, takes) => {
  expect(takesGzip(accepted)).toBe(takes)
})

/** Status line and headers in small letters, and the body with its chunks put together. */
async function ask(
  line: string,
  headers: Record<string, string> = { 'accept-encoding': 'gzip' },
  network: NetworkInput = {},
): Promise<{ head: string; body: Buffer; api: number }> {
  await using api = await serveMockApi(network, { port: 0 })
  const { text } = await rawExchange(api.port, lastRequest(line, headers))
  const at = text.indexOf('\r\n\r\n')
  const head = text.slice(0, at).toLowerCase()
  const raw = text.slice(at + 4)
  const isChunked = head.includes('transfer-encoding: chunked')
  const body = Buffer.from(isChunked ? unchunked(raw) : raw, 'latin1')
  return { head, body, api: api.trace.calls[0]!.bodyBytes }
}

function unchunked(text: string): string {
  const end = text.indexOf('\r\n')
  const length = Number.parseInt(text.slice(0, end), 16)
  // 0 is the end; what is no number was cut off.
  if (!(length > 0)) return ''
  const from = end + 2
  return text.slice(from, from + length) + unchunked(text.slice(from + length + 2))
}

test('a long body is compressed for who takes it, and says its true length', async () => {
  const plain = await ask('GET /products?limit=100', {})
  const packed = await ask('GET /products?limit=100')
  expect(plain.head).not.toContain('content-encoding')
  expect(packed.head).toContain('content-encoding: gzip')
  expect(packed.head).toContain(`content-length: ${packed.body.length}`)
  expect(packed.api).toBe(packed.body.length)
  expect(packed.body.length).toBeLessThan(plain.body.length / 2)
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
  const etag = /etag: \S+/.exec(plain.head)![0]
  expect(packed.head).toContain(etag)
  expect([plain.head, packed.head].every((head) => head.includes('vary: accept-encoding'))).toBe(
    true,
  )
})

test('a stream is compressed as it goes', async () => {
  const plain = await ask('GET /reports/1?rows=3000', {})
  const packed = await ask('GET /reports/1?rows=3000')
  expect(packed.head).toContain('content-encoding: gzip')
  expect(packed.head).toContain('transfer-encoding: chunked')
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
})

test('a short body, a 304 and an unasked client are left alone', async () => {
  const headers = { 'accept-encoding': 'gzip', 'if-none-match': '*' }
  for (const { head } of [
    await ask('GET /todos/1'),
    await ask('GET /products?limit=100', headers),
    await ask('GET /products?limit=100', { 'accept-encoding': 'br' }),
  ]) {
    expect(head).not.toContain('content-encoding')
  }
})

test('the answer to HEAD says that it would be compressed, and no length', async () => {
  const { head, body } = await ask('HEAD /products?limit=100')
  expect(head).toContain('content-encoding: gzip')
  expect(head).not.toContain('content-length')
  expect(body.length).toBe(0)
})

test.for<NetworkInput>([
  { failures: [{ kind: 'truncated', afterBytes: 100 }] },
  { failures: [{ kind: 'reset-body' }] },
  { bandwidth: { bytesPerSecond: 1_000_000 } },
  { firstByteMs: 1 },
])('a body that is paced or cut is not compressed: %j', async (network) => {
  for (const path of ['/products?limit=100', '/reports/1?rows=3000']) {
    const { head } = await ask(`GET ${path}`, { 'accept-encoding': 'gzip' }, network)
    expect(head).toMatch(/^http\/1.1 200 ok/)
    expect(head).not.toContain('content-encoding')
  }
})

test('what is truncated is the body itself, after as many bytes as the fault says', async () => {
  const network: NetworkInput = { failures: [{ kind: 'truncated', afterBytes: 100 }] }
  const plain = await ask('GET /products?limit=100', {})
  const { body } = await ask('GET /products?limit=100', { 'accept-encoding': 'gzip' }, network)
  expect(body).toEqual(plain.body.subarray(0, 100))
})

test('a reply with a strong ETag is not compressed, because the ETag names its bytes', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const items = Array.from({ length: 50 }, () => ({ productId: 7, quantity: 2 }))
  const put = { method: 'PUT', body: JSON.stringify({ items }) }
  const written = await fetch(api.url('/users/1/basket'), put)
  const read = await fetch(api.url('/users/1/basket'))
  for (const { headers } of [written, read]) {
    expect(headers.get('etag')).toBe('"v1"')
    expect(headers.get('content-encoding')).toBeNull()
    expect(Number(headers.get('content-length'))).toBeGreaterThan(1024)
  }
})
