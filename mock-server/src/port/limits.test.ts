import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { portLimits } from './limits.ts'
import { serveMockApi, serveWithLimits } from './serve-mock-api.ts'
import {
  lastRequest,
  rawExchange,
  rawSocket,
  request,
  untilEnd,
  untilMatch,
} from '../testing/port-raw-client.ts'
import { Watcher } from '../testing/port-watcher.ts'

const { maxBodyBytes, maxHeaderBytes } = portLimits

test('a body whose content-length is too large is refused before it is sent', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const length = { 'content-length': String(maxBodyBytes + 1) }
  const socket = await rawSocket(api.port)
  const answer = untilEnd(socket)
  socket.write(request('POST /orders', length))
  // Half closed: all has been said that will be.
  socket.end()
  expect((await answer).text).toMatch(/^HTTP\/1\.1 413 /)
})

test('a body that turns out too large is refused, and the connection is still good', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const chunk = `${(maxBodyBytes + 1).toString(16)}\r\n${'x'.repeat(maxBodyBytes + 1)}\r\n0\r\n\r\n`
  const first = request('POST /orders', { 'transfer-encoding': 'chunked' }) + chunk
  const { text } = await rawExchange(api.port, first, lastRequest('GET /todos/1'))
  expect(text).toMatch(/^HTTP\/1\.1 413 [^]*\nHTTP\/1\.1 200 |^HTTP\/1\.1 413 [^]*HTTP\/1\.1 200 /)
  expect(text).toContain(`expected ${maxBodyBytes} bytes at most`)
})

test('a body of the largest size is read', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const body = ' '.repeat(maxBodyBytes)
  const response = await fetch(api.url('/orders'), { method: 'POST', body })
  expect(response.status).toBe(400)
})

test('a body that never ends breaks the connection', async () => {
  await using api = await serveWithLimits({}, { port: 0 }, { maxDiscardedBytes: 100_000 })
  const socket = await rawSocket(api.port)
  const answer = untilEnd(socket)
  socket.write(request('GET /todos/1', { 'transfer-encoding': 'chunked' }))
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
  const pour = (): unknown => socket.writable && socket.write(chunk, pour)
  pour()
  expect((await answer).text).toMatch(/^HTTP\/1\.1 200 /)
})

test('too much before the body is a 431', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const tooLong = 'x'.repeat(maxHeaderBytes)
  for (const text of [
    request('GET /todos/1', { 'x-long': tooLong }),
    request(`GET /${tooLong}`),
    // Node 24 counts the name and the value alone, newer ones the whole line.
    `GET /todos/1 HTTP/1.1\r\n${'x:y\r\n'.repeat(maxHeaderBytes / 2)}\r\n`,
  ]) {
    expect((await rawExchange(api.port, text)).text).toMatch(/^HTTP\/1\.1 431 /)
  }
})

test('a request that takes too long gets a 408', async () => {
  const headers = { headersTimeoutMs: 30, checkEveryMs: 10 }
  const body = { ...headers, requestTimeoutMs: 60 }
  for (const [limits, bytes] of [
    [headers, 'GET /todos/1 HTTP/1.1\r\nHost: x\r\n'],
    [body, `${request('POST /orders', { 'content-length': '9' })}{`],
  ] as const) {
    await using api = await serveWithLimits({}, { port: 0 }, limits)
    const { text } = await rawExchange(api.port, bytes)
    expect(text).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\n[^]*\{"error":"Cannot read this request: [^"]+\."\}/,
    )
  }
})

test('a slow answer is not cut by the limits for requests', async () => {
  const watcher = new Watcher()
  const network: NetworkInput = { failures: [{ kind: 'hang' }] }
  const limits = { headersTimeoutMs: 500, requestTimeoutMs: 500, checkEveryMs: 10 }
  await using api = await serveWithLimits(network, { port: 0, onEvent: watcher.onEvent }, limits)
  const slow = await rawSocket(api.port)
  slow.write(request('GET /todos/1'))
  await watcher.calls('sent')
  // A request that began later has been cut for its slowness.
  const { text } = await rawExchange(api.port, 'GET /todos/1 HTTP/1.1\r\n')
  expect(text).toMatch(/^HTTP\/1\.1 408 /)
  expect(api.trace.calls).toMatchObject([{ outcome: 'pending' }])
  slow.destroy()
})

test('an idle connection is closed after a while', async () => {
  await using api = await serveWithLimits(
    {},
    { port: 0 },
    { keepAliveTimeoutMs: 30, keepAliveBufferMs: 0 },
  )
  const { text, end } = await rawExchange(api.port, request('GET /todos/1'))
  expect([text.slice(0, 15), end]).toEqual(['HTTP/1.1 200 OK', 'closed'])
})

test.each([
  ['no HTTP', 'Hello?\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['no host', 'GET /todos/1 HTTP/1.1\r\n\r\n'],
  [
    'two lengths',
    'POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
  ],
  [
    'a length and chunks',
    'POST /orders HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['a bad chunk', 'POST /orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a bare LF in a header', 'GET /todos/1 HTTP/1.1\r\nHost: x\r\nX: a\nY: b\x00\r\n\r\n'],
])('%s is a 400, and the connection ends', async (_, bytes) => {
  await using api = await serveMockApi({}, { port: 0 })
  const { text, end } = await rawExchange(api.port, bytes)
  expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(end).toBe('closed')
})

test('a bad request in the middle of the reply to a good one gets no reply of its own', async () => {
  const network = { bandwidth: { bytesPerSecond: 2_000, chunkBytes: 100 } }
  await using api = await serveMockApi(network, { port: 0 })
  const socket = await rawSocket(api.port)
  const answer = untilEnd(socket)
  socket.write(request('GET /reports/1?rows=1000'))
  await untilMatch(socket, /"row":1,/)
  socket.write('Hello?\r\n\r\n')
  const { text } = await answer
  expect(text).toMatch(/^HTTP\/1\.1 200 /)
  expect(text).not.toContain('HTTP/1.1 400')
})
