import { expect, test } from 'vitest'
import type { NetworkInput } from '../../network/types.ts'
import { serveMockApi, serveWithLimits, type ServedMockApi } from '../serve-mock-api.ts'
import { messagesOf } from '../../testing/port-event-stream.ts'
import { rawSocket, request, untilMatch } from '../../testing/port-raw-client.ts'
import { traceReply } from './trace-reply.ts'

const put = (api: ServedMockApi, body: string): Promise<Response> =>
  fetch(api.url('/_network'), { method: 'PUT', body })

test('the network can be read and replaced', async () => {
  await using api = await serveMockApi({ seed: 3 }, { port: 0 })
  expect(await (await fetch(api.url('/_network'))).json()).toEqual(api.network)
  const response = await put(api, '{"failures":[{"kind":"status","status":418}]}')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(api.network)
  expect((await fetch(api.url('/todos/1'))).status).toBe(418)
})

test('what GET gave can be PUT again, and a preset by its name', async () => {
  await using api = await serveMockApi({ preset: 'long-tail' }, { port: 0 })
  const before = api.network
  const text = await (await fetch(api.url('/_network'))).text()
  expect((await put(api, '{"preset":"rate-limited"}')).status).toBe(200)
  expect(api.network.rateLimit).toMatchObject({ limit: 10 })
  expect((await put(api, text)).status).toBe(200)
  expect(api.network).toEqual(before)
})

test('a wrong network is a 400 that names each problem, and the old one goes on', async () => {
  await using api = await serveMockApi({ latency: 1 }, { port: 0 })
  const before = api.network
  const wrong = await put(api, '{"latency":-1,"failures":[{"kind":"rest"}]}')
  const { error, problems } = (await wrong.json()) as { error: string; problems: unknown[] }
  expect(wrong.status).toBe(400)
  expect(error).toMatch(
    /^Cannot use this network: 2 problems\n {2}\$\.latency: .*\n {2}\$\.failures/,
  )
  expect(problems).toHaveLength(2)
  for (const text of ['', '{', 'null', '[]', '"calm"', '{"preset":"clam"}']) {
    expect((await put(api, text)).status).toBe(400)
  }
  const large = await put(api, ' '.repeat(1_048_577))
  expect(large.status).toBe(413)
  expect(api.network).toBe(before)
})

test('the trace comes in every format, by suffix or by Accept', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  await fetch(api.url('/todos/1'))
  const read = async (suffix: string, accept = '*/*'): Promise<[string | null, string]> => {
    const response = await fetch(api.url(`/_trace${suffix}`), { headers: { accept } })
    return [response.headers.get('content-type'), await response.text()]
  }
  const json = 'application/json'
  for (const [suffix, accept, type, pattern] of [
    ['.json', json, json, /^\{"calls":\[\{"id":0,"method":"GET"/],
    ['.har', 'application/har+json', json, /^\{"log":\{"version":"1\.2"/],
    ['.events', 'application/trace-events+json', json, /"traceEvents":\[/],
    ['.svg', 'text/html, image/svg+xml;q=0.9', 'image/svg+xml', /^<svg /],
    ['.txt', 'text/plain', 'text/plain; charset=utf-8', /^\/todos\/1 /],
  ] as const) {
    expect(await read(suffix)).toEqual([type, expect.stringMatching(pattern)])
    expect(await read('', accept)).toEqual([type, expect.stringMatching(pattern)])
  }
  expect((await read('', 'text/html'))[0]).toBe(json)
  expect((await fetch(api.url('/_trace.pdf'))).status).toBe(404)
})

test('a picture starts with the first call and fits 80 columns', async () => {
  const call = { id: 0, method: 'GET', url: 'http://shop/todos/1', client: '', attempt: 1 } as const
  const trace = {
    calls: [
      { ...call, sentMs: 60_000, headersMs: 60_100, endMs: 60_100, outcome: 'ok', bodyBytes: 9 },
    ],
    epochMs: 0,
    nowMs: 90_000,
    dropped: 0,
    marks: [],
  } as const
  const text = await new Response(traceReply(trace, '.txt').body).text()
  expect(text).toMatch(/^\/todos\/1 +━{40}/)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBe(80)
  expect(traceReply(trace, '.svg').body).toContain('>60 s<')
})

test('counters are told, and a reset starts them over', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  await fetch(api.url('/todos/1'))
  const counters = await (await fetch(api.url('/_counters'))).json()
  expect(counters).toMatchObject({ calls: 1, byStatus: { 200: 1 }, inFlight: 0 })
  expect((await fetch(api.url('/_reset'), { method: 'POST' })).status).toBe(204)
  expect(api.counters).toMatchObject({ calls: 0, byStatus: {} })
})

test('events are streamed as they happen, after the counters', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const stop = new AbortController()
  const stream = await fetch(api.url('/_events'), { signal: stop.signal })
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  const messages = messagesOf(stream)
  expect((await messages.next()).value).toMatchObject({ event: 'counters', data: { calls: 0 } })
  await (await fetch(api.url('/todos/1'))).text()
  await put(api, '{"latency":2}')
  await fetch(api.url('/_reset'), { method: 'POST' })
  const seen = await Array.fromAsync({ length: 5 }, async () => (await messages.next()).value)
  expect(seen).toMatchObject([
    { event: 'sent', data: { outcome: 'pending' } },
    { event: 'answered', data: { status: 200 } },
    { event: 'ended', data: { outcome: 'ok', bodyBytes: 87 } },
    { event: 'network', data: { latency: 2 } },
    { event: 'reset' },
  ])
  stop.abort()
})

test('a reader of events that is too slow misses some, is told so, and fills no memory', async () => {
  await using api = await serveWithLimits({}, { port: 0 }, { maxEventBytes: 10_000 })
  const socket = await rawSocket(api.port)
  socket.write(request('GET /_events'))
  await untilMatch(socket, /event: counters/)
  socket.pause()
  // Large events: the kernel takes megabytes before anything waits here.
  const sample = Array.from({ length: 50_000 }, (_, index) => index)
  for (let round = 0; round < 40; round++) api.network = { latency: { sample } }
  const missed = untilMatch(socket, /event: missed\ndata: [1-9]\d*\n/)
  socket.resume()
  while (!(await Promise.race([missed.then(() => true), tick(api)])));
  expect(await missed).toContain('event: network')
  socket.destroy()
})

/** A round trip that is an event as well. */
async function tick(api: ServedMockApi): Promise<boolean> {
  await fetch(api.url('/todos/1'))
  return false
}

test('no network lies before the admin routes, and no trace has them', async () => {
  const network: NetworkInput = {
    failures: [{ kind: 'hang' }],
    rateLimit: { limit: 1, windowMs: 9 },
  }
  await using api = await serveMockApi(network, { port: 0 })
  for (const path of ['/_network', '/_trace', '/_counters']) {
    expect((await fetch(api.url(path))).status).toBe(200)
  }
  expect(api.trace.calls).toEqual([])
})

test('methods are those of the routes', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const ask = async (method: string, path: string): Promise<[number, string | null]> => {
    const response = await fetch(api.url(path), { method })
    return [response.status, response.headers.get('allow')]
  }
  expect(await ask('DELETE', '/_network')).toEqual([405, 'GET, PUT, HEAD, OPTIONS'])
  expect(await ask('OPTIONS', '/_network')).toEqual([204, 'GET, PUT, HEAD, OPTIONS'])
  expect(await ask('GET', '/_reset')).toEqual([405, 'POST, OPTIONS'])
  expect(await ask('HEAD', '/_trace.svg')).toEqual([200, null])
  expect(await ask('HEAD', '/_events')).toEqual([200, null])
  expect(await ask('GET', '/_nothing')).toEqual([404, null])
})

test('a route that is not there is refused with the nearest one, and is no call to the shop', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  for (const path of ['/_trace.foo', '/_netwrok']) {
    const refused = await fetch(api.url(path))
    expect(refused.status).toBe(404)
    expect(await refused.json()).toMatchObject({
      error: expect.stringMatching(
        /^There is no route GET \/_.*Did you mean GET \/_(?:trace\.|network)/,
      ),
      routes: expect.arrayContaining([expect.objectContaining({ route: 'PUT /_network' })]),
    })
  }
  expect(api.trace.calls).toEqual([])
  expect(api.counters.attempts).toBe(0)
})

test('what is told is old the moment after, and is not to be guessed at', async () => {
  await using api = await serveMockApi({}, { port: 0 })
  const { headers } = await fetch(api.url('/_trace'))
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})
