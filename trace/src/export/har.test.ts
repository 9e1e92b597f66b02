import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTrace } from '../testing/any-trace.ts'
import { callOf, traceOf } from '../testing/traces.ts'
import { harProblems } from '../testing/har-schema.ts'
import { toHar } from './har.ts'

test('has the request, the response and the timings of a call', () => {
  const call = callOf(0, 10, 110, {
    headersMs: 90,
    url: 'http://shop.test/search?q=a%20b&cursor=2',
    bodyBytes: 42,
    client: 'alice',
    attempt: 2,
  })
  const { log } = toHar(traceOf([call], { epochMs: Date.UTC(2026, 0, 2) }))
  expect(log.version).toBe('1.2')
  expect(log.entries).toEqual([
    {
      startedDateTime: '2026-01-02T00:00:00.010Z',
      time: 100,
      request: {
        method: 'GET',
        url: 'http://shop.test/search?q=a%20b&cursor=2',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [],
        queryString: [
          { name: 'q', value: 'a b' },
          { name: 'cursor', value: '2' },
        ],
        headersSize: -1,
        bodySize: -1,
      },
      response: {
        status: 200,
        statusText: '',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [],
        content: { size: 42, mimeType: 'x-unknown' },
        redirectURL: '',
        headersSize: -1,
        bodySize: 42,
        _transferSize: 42,
      },
      cache: {},
      timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 80, receive: 20 },
      comment: 'client alice, attempt 2',
      _resourceType: 'fetch',
    },
  ])
})

test('has the headers, the status text and the MIME type', () => {
  const call = callOf(0, 0, 10, {
    method: 'POST',
    status: 201,
    statusText: 'Created',
    requestHeaders: [
      ['Content-Length', '17'],
      ['authorization', '[masked]'],
    ],
    responseHeaders: [
      ['content-type', 'application/json; charset=utf-8'],
      ['location', '/orders/1'],
    ],
  })
  const har = toHar(traceOf([call]))
  expect(har.log.entries[0]).toMatchObject({
    request: {
      headers: [
        { name: 'Content-Length', value: '17' },
        { name: 'authorization', value: '[masked]' },
      ],
      bodySize: 17,
    },
    response: {
      statusText: 'Created',
      headers: [
        { name: 'content-type', value: 'application/json; charset=utf-8' },
        { name: 'location', value: '/orders/1' },
      ],
      content: { mimeType: 'application/json; charset=utf-8' },
      redirectURL: '/orders/1',
    },
  })
  expect(harProblems(har)).toEqual([])
})

test('says which connection carried a call, if it is known', () => {
  const calls = [
    callOf(0, 0, 10, { connection: 2 }),
    callOf(1, 0, 10, { connection: 1, client: 'worker 1' }),
    callOf(2, 0, 10),
  ]
  const har = toHar(traceOf(calls))
  expect(har.log.entries.map(({ connection }) => connection)).toEqual([
    '2',
    'worker 1 1',
    undefined,
  ])
  expect(harProblems(har)).toEqual([])
})

test('says why there was no complete response', () => {
  const { entries } = toHar(
    traceOf(
      [
        callOf(0, 0, 60, {
          outcome: 'network-error',
          error: 'TypeError: fetch failed (ECONNRESET)',
        }),
        callOf(1, 0, 50, { outcome: 'aborted' }),
        callOf(2, 0, undefined),
        callOf(3, 0, 80, { outcome: 'http-error', status: 404 }),
      ],
      { nowMs: 100 },
    ),
  ).log
  expect(entries.map(({ response }) => [response.status, response._error])).toEqual([
    [0, 'TypeError: fetch failed (ECONNRESET)'],
    [0, 'aborted'],
    [0, 'pending'],
    [404, undefined],
  ])
  expect(entries.map(({ time }) => time)).toEqual([60, 50, 100, 80])
})

test('is valid HAR 1.2 for any trace', () => {
  fc.assert(
    fc.property(anyTrace(), (trace) => {
      expect(harProblems(toHar(trace))).toEqual([])
    }),
  )
})

test('a document that is not HAR 1.2 is reported', () => {
  const { log } = toHar(traceOf([callOf(0, 0, 10)]))
  const [entry] = log.entries
  const wrong = [
    {},
    { log: { ...log, version: '1.1' } },
    { log: { ...log, entries: [{ ...entry, time: -1 }] } },
    { log: { ...log, entries: [{ ...entry, response: { ...entry?.response, status: '200' } }] } },
    { log: { ...log, entries: [{ ...entry, startedDateTime: 'yesterday' }] } },
    { log, resourceType: 'fetch' },
  ]
  for (const document of wrong) expect(harProblems(document)).toHaveLength(1)
})

test('the time is the sum of the timings, and no timing is negative except -1', () => {
  fc.assert(
    fc.property(anyTrace(), (trace) => {
      const { entries } = toHar(trace).log
      expect(entries.length).toBe(trace.calls.length)
      for (const { time, timings, startedDateTime } of entries) {
        const { blocked, dns, connect, send, wait, receive } = timings
        const parts = [blocked, dns, connect, send, wait, receive]
        expect(parts.every((ms) => ms >= 0 || ms === -1)).toBe(true)
        expect(parts.filter((ms) => ms !== -1).reduce((sum, ms) => sum + ms, 0)).toBe(time)
        expect(new Date(startedDateTime).toISOString()).toBe(startedDateTime)
      }
      expect(JSON.parse(JSON.stringify(toHar(trace)))).toEqual(toHar(trace))
    }),
  )
})

test('the time is the sum of the timings, even with rounding errors', () => {
  const [entry] = toHar(traceOf([callOf(0, 0.1, 0.8, { headersMs: 0.3 })])).log.entries
  const { wait = NaN, receive = NaN } = entry?.timings ?? {}
  expect(wait + receive).not.toBe(0.8 - 0.1)
  expect(entry?.time).toBe(wait + receive)
})

test('names the version of the package', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { name, version } = JSON.parse(text) as { name: string; version: string }
  expect(toHar(traceOf([])).log.creator).toEqual({ name, version })
})
