import { describe, expect, test } from 'vitest'
import type { NetworkInput } from '../network/types.ts'
import {
  rawExchange,
  rawSocket,
  request,
  untilEnd,
  untilMatch,
} from '../testing/port-raw-client.ts'
import { serveMockApi, serveWithLimits } from './serve-mock-api.ts'

const reset = { failures: [{ kind: 'reset', route: '/todos/2' }] } as const

describe('a network that may break a connection before an answer keeps none open', () => {
  test.for<NetworkInput>([
    reset,
    { failures: [{ kind: 'empty', every: 1_000 }] },
    { routes: { '/todos/2': { failures: [{ kind: 'refused' }] } } },
    { timeline: [{ fromMs: 60_000, failures: [{ kind: 'dns' }] }] },
  ])('%j', async (network) => {
    await using api = await serveMockApi(network, { port: 0 })
    for (const line of ['GET /todos/1', 'GET /nowhere', 'GET /_counters', 'OPTIONS /todos/1']) {
      const { text, end } = await rawExchange(api.port, request(line))
      expect(text).toMatch(/\r\nconnection: close\r\n/i)
      expect(end).toBe('closed')
    }
  })
})

// After `connection: close` undici says UND_ERR_RES_CONTENT_LENGTH_MISMATCH, whatever it was.
test.each([
  ['reset-body', 'ECONNRESET'],
  ['truncated', 'UND_ERR_SOCKET'],
] as const)('%s in such a network is seen as in any other', async (kind, code) => {
  await using api = await serveMockApi(
    { failures: [{ kind: 'reset', route: '/todos/2' }, { kind }] },
    { port: 0 },
  )
  const response = await fetch(`${api.origin}/todos/1`)
  await expect(response.text()).rejects.toMatchObject({ cause: { code } })
})

// What is not longer than `afterBytes` is not cut: it is an answer like others. How long a report is
// nobody knows before.
test.each([
  ['/todos/1', 'close'],
  ['/reports/1?rows=3', 'keep-alive'],
])('in such a network a cut that comes too late for %s closes it, too', async (path, promise) => {
  for (const kind of ['truncated', 'reset-body', 'stall', 'malformed-chunk'] as const) {
    await using api = await serveMockApi(
      {
        failures: [
          { kind: 'reset', route: '/todos/2' },
          { kind, afterBytes: 100_000 },
        ],
      },
      { port: 0 },
    )
    const { text, end } = await rawExchange(api.port, request(`GET ${path}`))
    expect(text).toMatch(new RegExp(`^HTTP/1.1 200 OK\r\n[^]*\r\nconnection: ${promise}\r\n`, 'i'))
    expect(end).toBe('closed')
    expect(api.trace.calls).toMatchObject([{ outcome: 'ok' }])
  }
})

test.for<NetworkInput>([
  {},
  { failures: [{ kind: 'status', status: 500 }] },
  { failures: [{ kind: 'hang', every: 1_000 }] },
])('any other network keeps connections open: %j', async (network) => {
  await using api = await serveMockApi(network, { port: 0 })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /todos/1'))
  expect(await untilMatch(socket, /\}\n$/)).toMatch(/\r\nconnection: keep-alive\r\n/i)
  socket.destroy()
})

test('an idle connection is closed when a network comes that may break it', async () => {
  await using api = await serveWithLimits({}, { port: 0 }, { keepAliveTimeoutMs: 60_000 })
  const socket = await rawSocket(api.port)
  const ended = untilEnd(socket)
  socket.write(request('GET /todos/1'))
  await untilMatch(socket, /\}\n$/)
  await fetch(api.url('/_network'), { method: 'PUT', body: JSON.stringify(reset) })
  expect(await ended).toMatchObject({ end: 'closed' })
})

test('an idle connection is closed after keepAliveMs', async () => {
  const network: NetworkInput = { connections: { keepAliveMs: 30 } }
  const limits = { keepAliveTimeoutMs: 60_000, keepAliveBufferMs: 0 }
  await using api = await serveWithLimits(network, { port: 0 }, limits)
  const { text, end } = await rawExchange(api.port, request('GET /todos/1'))
  expect([text.slice(0, 15), end]).toEqual(['HTTP/1.1 200 OK', 'closed'])
})
