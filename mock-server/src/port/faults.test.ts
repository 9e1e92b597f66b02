import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startMockApi } from '../mount/start-mock-api.ts'
import type { FailureInput } from '../network/failure-kinds.ts'
import type { NetworkInput } from '../network/types.ts'
import { serveMockApi } from './serve-mock-api.ts'
import { isInstalled, run } from '../testing/programs.ts'
import {
  lastRequest,
  rawExchange,
  rawSocket,
  request,
  untilEnd,
  untilMatch,
} from '../testing/port-raw-client.ts'
import { Watcher } from '../testing/port-watcher.ts'

const whole = /\r\n\r\n\{"userId":1,"id":1,.*\}\n$/
const half = /\r\n\r\n\{"userId":1,"id":1,[^}]*$/

/** What each fault does to a bare socket, and what curl makes of it. */
const faults: readonly (readonly [FailureInput, 'closed' | 'reset', RegExp, curl: number])[] = [
  // Nothing that listens can refuse: a reset is the nearest to it.
  [{ kind: 'refused' }, 'reset', /^$/, 56],
  [{ kind: 'dns' }, 'reset', /^$/, 56],
  [{ kind: 'reset' }, 'reset', /^$/, 56],
  [{ kind: 'reset-body' }, 'reset', half, 56],
  [{ kind: 'reset-body', afterBytes: 0 }, 'reset', /200 OK[^{]*\r\n\r\n$/, 56],
  [{ kind: 'empty' }, 'closed', /^$/, 52],
  [{ kind: 'not-http' }, 'closed', /^This is not HTTP\.\r\n$/, 1],
  [{ kind: 'truncated' }, 'closed', half, 18],
  [{ kind: 'truncated', afterBytes: 1 }, 'closed', /\r\n\r\n\{$/, 18],
  [{ kind: 'malformed-chunk' }, 'closed', /chunked\r\n[^]*\r\n2b\r\n\{"userId[^]*not the size/, 56],
  [{ kind: 'malformed-chunk', afterBytes: 0 }, 'closed', /\r\n\r\nthis is not the size/, 56],
  [{ kind: 'wrong-length', byBytes: 10 }, 'closed', /length: 97\r[^]*\}\n$/, 18],
  [{ kind: 'wrong-length', byBytes: -10 }, 'closed', /length: 77\r[^]*\}\n$/, 0],
  [{ kind: 'garbage' }, 'closed', /200 OK[^{]*<!doctype html>[^{]*$/, 0],
  [
    { kind: 'status', status: 503, retryAfter: 2 },
    'closed',
    /^HTTP\/1.1 503 .*retry-after: 2\r/s,
    22,
  ],
  [
    { kind: 'status', status: 301, headers: { location: '/todos/2' }, body: 'over there' },
    'closed',
    /^HTTP\/1.1 301 [^]*text\/plain[^]*location: \/todos\/2\r[^]*\r\n\r\nover there$/,
    0,
  ],
  [
    { kind: 'status', status: 418, body: { tea: true } },
    'closed',
    /^HTTP\/1.1 418 [^]*application\/json\r[^]*\r\n\r\n\{"tea":true\}\n$/,
    22,
  ],
  [{ kind: 'trickle', bytesPerSecond: 800 }, 'closed', whole, 0],
  [{ kind: 'slow-headers', delayMs: 5 }, 'closed', whole, 0],
]

describe.each(faults)('%j', (fault, end, text, code) => {
  test('is a true fault of the socket', async () => {
    await using api = await serveMockApi({ failures: [fault] }, { port: 0 })
    const answer = await rawExchange(api.port, lastRequest('GET /todos/1'))
    expect(answer).toEqual({ end, text: expect.stringMatching(text) })
  })

  test(`ends curl with ${code}`, async (context) => {
    if (!(await isInstalled('curl'))) context.skip('curl is not installed')
    await using api = await serveMockApi({ failures: [fault] }, { port: 0 })
    expect(await run('curl', ['-sf', api.url('/todos/1')])).toMatchObject({ code })
  })
})

test('a stream without a length is cut after its first row, and its end is missed', async () => {
  for (const kind of ['truncated', 'reset-body'] as const) {
    await using api = await serveMockApi({ failures: [{ kind }] }, { port: 0 })
    const { text, end } = await rawExchange(api.port, lastRequest('GET /reports/1'))
    expect(end).toBe(kind === 'truncated' ? 'closed' : 'reset')
    expect(text).toContain('"row":1,')
    expect(text).not.toContain('"row":2,')
    expect(text).not.toMatch(/\r\n0\r\n\r\n$/)
  }
})

test.for<FailureInput & { kind: 'hang' | 'connect-timeout' | 'stall' }>([
  { kind: 'hang' },
  // A port has the connection already. It can only keep silent.
  { kind: 'connect-timeout' },
  { kind: 'stall', afterBytes: 0 },
  { kind: 'stall' },
])('%j stops sending, holds up no other call, and lasts until the client leaves', async (fault) => {
  const watcher = new Watcher()
  const network: NetworkInput = { failures: [{ ...fault, route: '/todos/1' }] }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const stopped = await rawSocket(api.port)
  const answer = untilEnd(stopped)
  stopped.write(request('GET /todos/1'))
  await watcher.calls(fault.kind === 'stall' ? 'answered' : 'sent')
  for (let call = 0; call < 3; call++) expect((await fetch(api.url('/todos/2'))).status).toBe(200)
  stopped.destroy()
  const expected = fault.kind !== 'stall' ? /^$/ : fault.afterBytes === 0 ? /\r\n\r\n$/ : half
  expect(await answer).toEqual({ text: expect.stringMatching(expected), end: 'closed' })
  const ended = await watcher.calls('ended', 4)
  expect(ended[3]).toMatchObject({ url: api.url('/todos/1'), outcome: 'aborted' })
})

test('trickled bytes leave piece by piece', async () => {
  const failures: FailureInput[] = [{ kind: 'trickle', bytesPerSecond: 2 }]
  await using api = await serveMockApi({ failures }, { port: 0 })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /todos/1'))
  expect(await untilMatch(socket, /\r\n\r\n\{/)).toMatch(/\r\n\r\n\{.{0,9}$/)
  expect(api.trace.calls[0]).toMatchObject({ outcome: 'pending' })
  socket.destroy()
})

test('slow headers of one call hold up no other', async () => {
  const watcher = new Watcher()
  const failures: FailureInput[] = [{ kind: 'slow-headers', delayMs: 60_000, route: '/todos/1' }]
  await using api = await serveMockApi({ failures }, { port: 0, onEvent: watcher.onEvent })
  const slow = await rawSocket(api.port)
  slow.write(request('GET /todos/1'))
  await watcher.calls('sent')
  expect((await fetch(api.url('/todos/2'))).status).toBe(200)
  expect(api.trace.calls[0]).toMatchObject({ outcome: 'pending' })
  slow.destroy()
})

test('a fault waits until the answers to earlier calls of its pipeline are out', async () => {
  const network: NetworkInput = {
    routes: { '/todos/1': { latency: 20 }, '/todos/2': { failures: [{ kind: 'reset' }] } },
  }
  await using api = await serveMockApi(network, { port: 0 })
  const [first, second] = [request('GET /todos/1'), request('GET /todos/2')]
  const { text, end } = await rawExchange(api.port, first + second)
  expect(text).toMatch(whole)
  expect(end).toBe('reset')
})

test('nothing is taken from a connection that was closed without an answer', async () => {
  await using api = await serveMockApi({ failures: [{ kind: 'empty' }] }, { port: 0 })
  const socket = connect({ port: api.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.write(request('GET /todos/1'))
  await once(socket.resume(), 'end')
  socket.end(request('POST /orders'))
  await once(socket, 'close')
  expect(api.trace.calls.map(({ method }) => method)).toEqual(['GET'])
})

test('calls that share a connection with one that is reset fail with it', async () => {
  const watcher = new Watcher()
  const network: NetworkInput = {
    routes: {
      '/todos/1': { failures: [{ kind: 'reset' }], latency: 5 },
      '/todos/2': { latency: 60_000 },
    },
  }
  await using api = await serveMockApi(network, { port: 0, onEvent: watcher.onEvent })
  const [first, second] = [request('GET /todos/1'), request('GET /todos/2')]
  await rawExchange(api.port, first + second)
  const ended = await watcher.calls('ended', 2)
  expect(ended.map(({ outcome, error }) => [outcome, error])).toEqual([
    ['network-error', 'connection reset'],
    ['network-error', 'connection reset'],
  ])
  expect(api.counters).toMatchObject({ abortsSeen: 0, failed: 2, inFlight: 0 })
})

describe('fetch ends over the port as it does in process', () => {
  const path = '/todos/1'
  test.each<FailureInput>([
    { kind: 'reset' },
    { kind: 'empty' },
    { kind: 'not-http' },
    { kind: 'reset-body' },
    { kind: 'truncated' },
    { kind: 'garbage' },
    { kind: 'hang' },
    { kind: 'status', status: 503, retryAfter: 1 },
    { kind: 'status', status: 204 },
    { kind: 'trickle', bytesPerSecond: 800 },
    { kind: 'slow-headers', delayMs: 2 },
  ])('%j', async (fault) => {
    const network: NetworkInput = { failures: [fault] }
    await using served = await serveMockApi(network, { port: 0 })
    const patienceMs = fault.kind === 'hang' ? 150 : 20_000
    const overThePort = await endOf(served.url(path), patienceMs)
    using mounted = startMockApi(network)
    expect(overThePort).toEqual(await endOf(mounted.url(path), patienceMs))
  })
})

/** How far a call came, and what it ended with. */
async function endOf(url: string, patienceMs: number): Promise<unknown> {
  let stage: unknown = 'headers'
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    const { status, statusText, headers } = response
    stage = [status, statusText, headers.get('retry-after'), headers.get('content-type')]
    return { stage, body: await response.text() }
  } catch (error) {
    const { name, message, cause } = error as Error
    return { stage, name, message, code: (cause as { code?: unknown } | undefined)?.code }
  }
}
