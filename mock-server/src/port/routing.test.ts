import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveMockApi, type ServedMockApi } from './serve-mock-api.ts'
import {
  lastRequest,
  rawExchange,
  rawSocket,
  request,
  untilMatch,
} from '../testing/port-raw-client.ts'

let api: ServedMockApi
beforeAll(async () => {
  api = await serveMockApi({}, { port: 0 })
})
afterAll(() => api.close())

test('answers with the shop’s own words, status and headers', async () => {
  const response = await fetch(api.url('/todos/1'))
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toMatchObject({ id: 1, userId: 1 })
  const missing = await fetch(api.url('/products/0'))
  expect([missing.status, await missing.json()]).toMatchObject([404, { error: /1 to 100/ }])
})

test('an order is placed once for each idempotency key', async () => {
  const place = (): Promise<Response> =>
    fetch(api.url('/orders'), {
      method: 'POST',
      headers: { 'Idempotency-Key': 'once' },
      body: JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] }),
    })
  const [first, second] = [await place(), await place()]
  expect([first.status, second.status]).toEqual([201, 200])
  expect(second.headers.get('idempotent-replayed')).toBe('true')
  expect(await second.json()).toEqual(await first.json())
})

test('HEAD gives the headers of GET and no body', async () => {
  for (const path of ['/todos/1', '/products', '/reports/1', '/nowhere']) {
    const get = await rawExchange(api.port, lastRequest(`GET ${path}`))
    const head = await rawExchange(api.port, lastRequest(`HEAD ${path}`))
    const [lines = '', body] = head.text.split('\r\n\r\n')
    expect(body).toBe('')
    const framing = /^(?:date|transfer-encoding):/i
    const without = (text: string): string[] => text.split('\r\n').filter((l) => !framing.test(l))
    expect(without(lines)).toEqual(without(get.text.split('\r\n\r\n')[0]!))
  }
})

test('OPTIONS says what a path allows, and what the whole server does', async () => {
  for (const [path, allowed] of [
    ['/todos/1', 'GET, HEAD, OPTIONS'],
    ['/orders', 'POST, OPTIONS'],
    ['*', 'GET, PUT, POST, HEAD, OPTIONS'],
  ]) {
    const { text } = await rawExchange(api.port, lastRequest(`OPTIONS ${path}`))
    expect(text).toMatch(/^HTTP\/1.1 204 /)
    expect(text).toContain(`allow: ${allowed}\r\n`)
  }
})

test('a method that a path does not take is a 405 with Allow', async () => {
  const response = await fetch(api.url('/orders'), { method: 'PUT', body: '{}' })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  expect(await response.json()).toEqual({
    error: '/orders does not accept PUT: expected POST, OPTIONS',
  })
})

test('a path that is not there is a 404 with the nearest route and all there are', async () => {
  const response = await fetch(api.url('/product/7/prize'))
  const { error, nearest, routes } = (await response.json()) as Record<string, unknown>
  expect(response.status).toBe(404)
  expect(error).toContain('Did you mean GET /products/:id/price?')
  expect(nearest).toBe('GET /products/:id/price')
  expect(routes).toContainEqual({ route: 'POST /orders', describe: expect.any(String) })
})

test('what is wrong with a call is said at once, whatever the network is like', async () => {
  await using slow = await serveMockApi({ failures: [{ kind: 'hang' }] }, { port: 0 })
  expect((await fetch(slow.url('/nowhere'))).status).toBe(404)
  expect((await fetch(slow.url('/todos/1'), { method: 'DELETE' })).status).toBe(405)
  expect(slow.trace.calls.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['http-error', 404],
    ['http-error', 405],
  ])
})

test('a client that has the answer already gets a 304', async () => {
  const first = await rawExchange(api.port, lastRequest('GET /products/7'))
  const etag = /etag: (\S+)/.exec(first.text)![1]!
  const again = lastRequest('GET /products/7', { 'If-None-Match': etag })
  const { text } = await rawExchange(api.port, again)
  expect(text).toMatch(/^HTTP\/1.1 304 Not Modified\r\n/)
  expect(text).toMatch(/\r\n\r\n$/)
})

test.each([
  ['//todos/1', 200],
  ['/todos/1/', 200],
  ['/todos/./1', 200],
  ['/x/../todos/1', 200],
  ['/../../todos/1', 200],
  ['/%2e%2e/todos/1', 200],
  ['/todos\\1', 200],
  ['/todos/%31', 200],
  ['/todos/1?', 200],
  ['/todos/1?x=%zz#y', 200],
  ['/todos/1%2f', 404],
  ['/todos/%', 404],
  ['/todos/%c0%af', 404],
  ['//evil.test/todos/1', 404],
  ['/TODOS/1', 404],
  ['http://evil.test/todos/1', 200],
  ['https://127.0.0.1/todos/1', 200],
  ['HTTP://[::1]:99/todos/1', 200],
  ['http://[/todos/1', 400],
  ['ftp://127.0.0.1/todos/1', 400],
  ['file:///etc/passwd', 400],
  ['/../_counters/../etc/passwd', 404],
])('%s is %i', async (target, status) => {
  const { text } = await rawExchange(api.port, lastRequest(`GET ${target}`))
  expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
})

test('a connection is kept for the next call, also after a 404 and after a body nobody read', async () => {
  const socket = await rawSocket(api.port)
  for (const line of ['GET /todos/1', 'GET /nowhere', 'PUT /orders', 'GET /todos/2']) {
    socket.write(`${request(line, { 'content-length': '5' })}12345`)
    expect(await untilMatch(socket, /\}\n$/)).toMatch(/^HTTP\/1\.1 /)
  }
  socket.destroy()
})

test('calls that are sent in one go are answered in their order', async () => {
  await using slow = await serveMockApi({ routes: { '/todos/1': { latency: 20 } } }, { port: 0 })
  const lines = ['GET /todos/1', 'GET /todos/2', 'HEAD /todos/3', 'GET /reports/1?rows=2']
  const pipeline = lines.map((line) => request(line)).join('') + lastRequest('GET /todos/4')
  const { text } = await rawExchange(slow.port, pipeline)
  expect(text.match(/"id":\d|"row":\d/g)).toEqual([
    '"id":1',
    '"id":2',
    '"row":1',
    '"row":2',
    '"id":4',
  ])
  const outcomes = slow.trace.calls.map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
})

test('a client of HTTP/1.0 gets a stream that ends with the connection', async () => {
  const { text } = await rawExchange(api.port, 'GET /reports/1?rows=2 HTTP/1.0\r\n\r\n')
  expect(text).not.toMatch(/transfer-encoding/i)
  expect(text).toMatch(/\r\n\r\n\{"row":1,[^\n]*\n\{"row":2,[^\n]*\n$/)
})

test('a body is asked for with 100 Continue, unless it is not wanted', async () => {
  const order = '{"userId":1,"items":[{"productId":7,"quantity":2}]}'
  const headers = { expect: '100-continue', 'content-length': String(order.length) }
  const socket = await rawSocket(api.port)
  socket.write(request('POST /orders', headers))
  await untilMatch(socket, /^HTTP\/1\.1 100 Continue\r\n\r\n$/)
  socket.write(order)
  expect(await untilMatch(socket, /\}\n$/)).toMatch(/^HTTP\/1\.1 201 /)
  socket.destroy()
  const large = request('POST /orders', { ...headers, 'content-length': '9000000' })
  const { text } = await rawExchange(api.port, large)
  expect(text).toMatch(/^HTTP\/1\.1 413 /)
})
