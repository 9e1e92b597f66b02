import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { PortEvent } from './events.ts'
import { serveMockApi } from './serve-mock-api.ts'
import {
  lastRequest,
  rawSocket,
  request,
  untilEnd,
  untilMatch,
} from '../testing/port-raw-client.ts'
import { Watcher } from '../testing/port-watcher.ts'

test('says where it is reached', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  expect(api.origin).toBe(`http://127.0.0.1:${api.port}`)
  expect(api.url('/todos/1?x')).toBe(`${api.origin}/todos/1?x`)
  expect(api.isLocal).toBe(true)
})

test('lists its routes', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const names = (routes: typeof api.routes): string[] =>
    routes.map(({ method, pattern }) => `${method} ${pattern}`)
  expect(names(api.routes)).toContain('GET /todos/:id')
  expect(names(api.adminRoutes)).toEqual([
    'GET /_network',
    'PUT /_network',
    'GET /_trace',
    'GET /_events',
    'GET /_counters',
    'POST /_reset',
  ])
  for (const { describe } of [...api.routes, ...api.adminRoutes]) expect(describe).not.toBe('')
})

test('listens where it is told to, and says who can reach that', async () => {
  await using api = await serveMockApi({}, { port: 0, host: '0.0.0.0' })
  expect(api.isLocal).toBe(false)
  expect((await fetch(api.url('/todos/1'))).status).toBe(200)
})

test('records and counts what clients do', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  await Promise.all(['/todos/1', '/todos/2', '/todos/0'].map((path) => fetch(api.url(path))))
  expect(api).toHaveCalls(3)
  expect(api.trace.calls[0]).toMatchObject({ method: 'GET', status: 200, outcome: 'ok' })
  expect(api.counters).toMatchObject({
    calls: 3,
    byStatus: { 200: 2, 404: 1 },
    failed: 1,
    inFlight: 0,
  })
})

test('counts the most connections that were open at once', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  for (const socket of [await rawSocket(api.port), await rawSocket(api.port)]) {
    socket.write(request('GET /todos/1'))
    await untilMatch(socket, /\}\n$/)
  }
  expect(api.counters.peakConnections).toBe(2)
})

test('counts the connections that are open, and those that were opened', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const first = await rawSocket(api.port)
  first.write(request('GET /todos/1').repeat(2))
  await untilMatch(first, /\}\n[^]*\}\n$/)
  first.end(lastRequest('GET /todos/1'))
  await untilEnd(first)
  const second = await rawSocket(api.port)
  second.write(request('GET /todos/1'))
  await untilMatch(second, /\}\n$/)
  expect(api.counters).toMatchObject({
    calls: 4,
    connections: 1,
    connectionsOpened: 2,
    peakConnections: 1,
  })
  second.destroy()
})

test('keeps the trace within its limit', async () => {
  await using api = await serveMockApi({}, { port: 0, traceLimit: 2 })
  for (const id of [1, 2, 3]) await fetch(api.url(`/todos/${id}`))
  expect(api.trace).toMatchObject({ dropped: 1, calls: [{ id: 1 }, { id: 2 }] })
})

test('another network counts from the next call on; a wrong one changes nothing', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  api.network = { failures: [{ kind: 'status', status: 418 }] }
  expect((await fetch(api.url('/todos/1'))).status).toBe(418)
  expect(() => (api.network = { latency: -1 })).toThrow('$.latency')
  expect((await fetch(api.url('/todos/1'))).status).toBe(418)
})

test('the same seed gives the same fates as in process, in whatever order calls come', async () => {
  const network = {
    seed: 5,
    failures: [{ kind: 'status', status: 500, probability: 0.5 }],
  } as const
  const ids = Array.from({ length: 20 }, (_, index) => index + 1)
  const statuses = async (order: readonly number[]): Promise<Record<number, number>> => {
    await using api = await serveMockApi(network, { port: 0 })
    const calls = order.map(async (id) => [id, (await fetch(api.url(`/todos/${id}`))).status])
    return Object.fromEntries(await Promise.all(calls))
  }
  const forward = await statuses(ids)
  expect(await statuses(ids.toReversed())).toEqual(forward)
  expect(new Set(Object.values(forward))).toEqual(new Set([200, 500]))
})

test('starts over', async () => {
  await using api = await serveMockApi(
    { failures: [{ kind: 'status', status: 500, first: 1 }] },
    { port: 0 },
  )
  const twice = async (): Promise<number[]> => [
    (await fetch(api.url('/todos/1'))).status,
    (await fetch(api.url('/todos/1'))).status,
  ]
  const order = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
  const place = async (): Promise<string | null> => {
    const init = { method: 'POST', body: JSON.stringify(order) }
    await fetch(api.url('/orders'), init)
    return (await fetch(api.url('/orders'), init)).headers.get('location')
  }
  expect(await twice()).toEqual([500, 200])
  expect(await place()).toBe('/orders/61')
  api.reset()
  expect(api.trace.calls).toEqual([])
  expect(api.counters).toMatchObject({ calls: 0, failed: 0, byStatus: {} })
  expect(await twice()).toEqual([500, 200])
  expect(await place()).toBe('/orders/61')
})

test('tells what happens, in order', async () => {
  const events: PortEvent[] = []
  const onEvent = (event: PortEvent): unknown => events.push(event)
  await using api = await serveMockApi({}, { port: 0, onEvent })
  await (await fetch(api.url('/todos/1'))).text()
  api.network = { latency: 1 }
  api.reset()
  expect(events.map(({ type }) => type)).toEqual(['sent', 'answered', 'ended', 'network', 'reset'])
  expect(events[0]).toMatchObject({ call: { outcome: 'pending', bodyBytes: 0 } })
  expect(events[2]).toMatchObject({ call: { outcome: 'ok', bodyBytes: 87 } })
  expect(events[3]).toMatchObject({ network: { latency: 1 } })
})

test('closing breaks open calls and idle connections, and frees the port', async () => {
  const watcher = new Watcher()
  const network = { failures: [{ kind: 'hang', route: '/todos/1' }] } as const
  const api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const [idle, hung] = [await rawSocket(api.port), await rawSocket(api.port)]
  const ends = [untilEnd(idle), untilEnd(hung)]
  hung.write(request('GET /todos/1'))
  await watcher.calls('sent')
  await api.close()
  await Promise.all(ends)
  expect(api.counters).toMatchObject({ inFlight: 0, connections: 0, abortsSeen: 0 })
  expect(api.trace.calls[0]).toMatchObject({
    outcome: 'network-error',
    error: 'the port was closed',
  })
  await api.close()
  await using again = await serveMockApi({}, { port: api.port })
  expect(again.port).toBe(api.port)
})

test('a taken port is said to be taken, with the code of the system', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const error = await serveMockApi({}, { port }).catch((error: unknown) => error)
  expect(error).toMatchObject({
    message: expect.stringMatching(/^Cannot serve on 127.0.0.1:\d+: the port is taken\. .*\.$/),
    cause: { code: 'EADDRINUSE' },
  })
  other.close()
})

test('an address that is not this machine’s is refused', async () => {
  await expect(serveMockApi({}, { port: 0, host: '192.0.2.1' })).rejects.toThrow(
    /does not have that address\. .*\.$/,
  )
})

test.each([-1, 65_536, 1.5, Number.NaN])('port %d is none', async (port) => {
  await expect(serveMockApi({}, { port })).rejects.toThrow(
    expect.objectContaining({ name: 'RangeError', message: expect.stringMatching(/\.$/) }),
  )
})

test('a wrong network is refused before anything is opened', async () => {
  await expect(serveMockApi({ latency: -1 }, { port: 0 })).rejects.toThrow('$.latency')
})

test('a call again with the same idempotency key is another attempt, with another key it is not', async () => {
  await using api = await serveMockApi({ failures: [{ kind: 'status', status: 500 }] }, { port: 0 })
  for (const key of ['a', 'b', 'a']) {
    await fetch(api.url('/orders'), { method: 'POST', headers: { 'idempotency-key': key } })
  }
  expect(api.trace.calls.map(({ attempt }) => attempt)).toEqual([1, 1, 2])
})

test('an allowance can belong to an API key', async () => {
  const rateLimit = { limit: 1, windowMs: 60_000, by: 'key' } as const
  await using api = await serveMockApi({ rateLimit }, { port: 0 })
  const ask = async (key: string): Promise<number> =>
    (await fetch(api.url('/todos/1'), { headers: { 'x-api-key': key } })).status
  expect([await ask('a'), await ask('b'), await ask('a')]).toEqual([200, 200, 429])
  expect(api.counters.rateViolations).toBe(1)
})
