import { expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi } from './serve-mock-api.ts'
import { rawSocket, request, untilMatch } from '../testing/port-raw-client.ts'
import { Watcher } from '../testing/port-watcher.ts'

test('makes the rows of a report as long as the client reads, and none after that', async () => {
  const watcher = new Watcher()
  await using api = await serveMockApi({}, { port: 0, onEvent: watcher.onEvent })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /reports/1?rows=1000000'))
  await untilMatch(socket, /"row":500,/)
  socket.destroy()
  const [call] = await watcher.calls('ended')
  const { reportRows } = api.counters
  await fetch(api.url('/todos/1'))
  expect(api.counters.reportRows).toBe(reportRows)
  expect(reportRows).toBeGreaterThanOrEqual(500)
  expect(reportRows).toBeLessThan(500_000)
  expect(call).toMatchObject({ outcome: 'aborted', status: 200 })
  expect(api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 1, inFlight: 0 })
  expect(api.counters.wastedMs).toBeGreaterThan(0)
})

test.each<[string, NetworkInput, string]>([
  [
    'in the middle of its request',
    {},
    'POST /orders HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{',
  ],
  [
    'while the port plays dead',
    { failures: [{ kind: 'connect-timeout' }] },
    'GET /todos/1 HTTP/1.1\r\nhost: x\r\n\r\n',
  ],
])('counts a client that leaves %s as the trace does', async (_, network, text) => {
  const watcher = new Watcher()
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const socket = await rawSocket(api.port)
  socket.write(text)
  await watcher.calls('sent')
  socket.destroy()
  expect(await watcher.calls('ended')).toMatchObject([{ outcome: 'aborted' }])
  expect(api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 0, inFlight: 0, failed: 0 })
})

test('stops making rows that are compressed, too', async () => {
  const watcher = new Watcher()
  await using api = await serveMockApi({}, { port: 0, onEvent: watcher.onEvent })
  const stop = new AbortController()
  const response = await fetch(api.url('/reports/1?rows=1000000'), { signal: stop.signal })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  await response.body!.getReader().read()
  stop.abort()
  await watcher.calls('ended')
  const { reportRows } = api.counters
  await fetch(api.url('/todos/1'))
  expect(api.counters.reportRows).toBe(reportRows)
  expect(reportRows).toBeLessThan(500_000)
})

test('does not make rows that a slow client has no room for', async () => {
  const watcher = new Watcher()
  await using api = await serveMockApi({}, { port: 0, onEvent: watcher.onEvent })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /reports/1?rows=1000000'))
  await untilMatch(socket, /"row":1,/)
  socket.pause()
  // Others are served all the while; what the kernel takes is some thousand rows.
  let before = -1
  while (before !== api.counters.reportRows) {
    before = api.counters.reportRows
    await fetch(api.url('/todos/1'))
  }
  expect(before).toBeLessThan(500_000)
  socket.destroy()
  await watcher.calls('ended')
})

test('a client that leaves gives up its slot or its place in the queue, and the next call moves up', async () => {
  const watcher = new Watcher()
  const network: NetworkInput = { capacity: { slots: 1, queue: 1, serviceMs: 60_000 } }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const [first, second] = [await rawSocket(api.port), await rawSocket(api.port)]
  first.write(request('GET /todos/1'))
  await watcher.calls('sent', 1)
  second.write(request('GET /todos/2'))
  await watcher.calls('sent', 2)
  expect((await fetch(api.url('/todos/3'))).status).toBe(503)
  second.destroy()
  await watcher.calls('ended', 2)
  const third = await rawSocket(api.port)
  third.write(request('GET /todos/4'))
  await watcher.calls('sent', 4)
  first.destroy()
  await watcher.calls('ended', 3)
  // A round trip later it has the slot.
  await fetch(api.url('/nowhere'))

  const [inSlot, inQueue, shed, next] = api.trace.calls.map(({ outcome, server }) => ({
    outcome,
    seen: Object.keys(server ?? {}),
  }))
  expect(inSlot).toEqual({ outcome: 'aborted', seen: ['arrivedMs', 'startedMs', 'clientGoneMs'] })
  expect(inQueue).toEqual({ outcome: 'aborted', seen: ['arrivedMs', 'queuedMs', 'clientGoneMs'] })
  expect(shed!.outcome).toBe('http-error')
  expect(next).toEqual({ outcome: 'pending', seen: ['arrivedMs', 'queuedMs', 'startedMs'] })
  expect(api.counters).toMatchObject({ abortsSeen: 2, wastedCalls: 1, shed: 1, inFlight: 1 })
  third.destroy()
  await watcher.calls('ended', 5)
})

test('a client that leaves in the middle of its request places no order', async () => {
  const watcher = new Watcher()
  await using api = await serveMockApi({}, { port: 0, onEvent: watcher.onEvent })
  const socket = await rawSocket(api.port)
  const order = '{"userId":1,"items":[{"productId":7,"quantity":2}]}'
  socket.write(request('POST /orders', { 'content-length': '1000' }) + order)
  await watcher.calls('sent')
  socket.destroy()
  const [call] = await watcher.calls('ended')
  expect(call!.outcome).toBe('aborted')
  expect((await fetch(api.url('/orders/61'))).status).toBe(404)
})

test('counts the work for a client that leaves before slow headers', async () => {
  const watcher = new Watcher()
  await using api = await serveMockApi({ latency: 60_000 }, { port: 0, onEvent: watcher.onEvent })
  const stop = new AbortController()
  const call = fetch(api.url('/todos/1'), { signal: stop.signal })
  await watcher.calls('sent')
  stop.abort()
  await expect(call).rejects.toThrow('abort')
  const [ended] = await watcher.calls('ended')
  expect(ended).toMatchObject({ outcome: 'aborted', error: 'the client has gone away' })
  expect(api.counters).toMatchObject({ abortsSeen: 1, wastedCalls: 1, inFlight: 0, failed: 0 })
})

test('ends a call whose reply waits to be read when the connection closes', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const socket = await rawSocket(api.port)
  socket.pause()
  const calls = 5_000
  socket.write(request('GET /products?limit=100').repeat(calls))
  // Until none but our own is taken any more.
  let [before, now] = [-1, 0]
  while (now !== before + 1) {
    await fetch(api.url('/todos/1'))
    before = now
    now = api.counters.attempts
  }
  expect(now).toBeLessThan(calls)
  expect(api.counters.abortsSeen).toBe(0)
  socket.destroy()
  for (let turn = 0; turn < 100 && api.counters.abortsSeen === 0; turn++) {
    await fetch(api.url('/todos/1'))
  }
  expect(api.counters.abortsSeen).toBeGreaterThan(0)
})

test('the server notices abortMs later that a client has left: its slot is taken until then', async () => {
  const watcher = new Watcher()
  const network: NetworkInput = {
    capacity: { slots: 1, queue: 0, serviceMs: 60_000 },
    abortMs: 60_000,
  }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /todos/1'))
  await watcher.calls('sent')
  socket.destroy()
  // One connection is left: our own.
  while (api.counters.connections > 1) await fetch(api.url('/todos/2'))
  expect((await fetch(api.url('/todos/2'))).status).toBe(503)
  expect(api.counters).toMatchObject({ abortsSeen: 0, inFlight: 1 })
})

test('work that is done before the server notices is wasted all the same', async () => {
  const watcher = new Watcher()
  // Long enough that the clients have left before it is over, on a busy machine, too.
  const network: NetworkInput = { latency: 500, abortMs: 60_000 }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  for (const path of ['/todos/1', '/reports/1']) {
    const socket = await rawSocket(api.port)
    socket.write(request(`GET ${path}`))
    await watcher.calls('sent', api.trace.calls.length + 1)
    socket.destroy()
  }
  while (api.counters.connections > 1) await fetch(api.url('/nowhere'))
  expect(api.counters.inFlight).toBe(2)
  // It takes as long, and was sent after them.
  await fetch(api.url('/todos/3'))
  expect(api.trace.calls.filter(({ url }) => !url.includes('nowhere'))).toMatchObject([
    { outcome: 'pending' },
    { outcome: 'pending' },
    { outcome: 'ok' },
  ])
})
