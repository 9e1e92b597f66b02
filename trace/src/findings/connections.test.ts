import { expect, test } from 'vitest'
import { about, chain, overloaded, type Calls } from '../testing/findings-about.ts'
import type { SampleCall } from '../testing/traces.ts'

/** Calls at these times, each over a connection of its own. */
const fresh = (...sentMs: number[]): Calls =>
  sentMs.map((at, connection) => [at, at + 90, { connection }])

const over = (...connections: number[]): Calls =>
  connections.map((connection, i) => [i * 100, i * 100 + 90, { connection }])

test('calls that open connections although one is free', () => {
  expect(about('new-connections', over(1, 2, 3, 4))).toEqual([
    '3 of 4 calls to http://shop.test opened a connection, although an earlier one had become free less than a second before. Unless the server closes them, use one client with keep-alive for all calls, and read each body to its end.',
  ])
})

test('batches that never reuse a connection', () => {
  const calls = fresh(...[0, 100, 200, 300].flatMap((at) => [at, at, at]))
  expect(about('new-connections', calls)[0]).toContain('9 of 12 calls to http://shop.test opened')
})

test.each<[string, Calls]>([
  ['reused connections', over(1, 1, 1, 1, 1)],
  ['connections that are reused in turns', over(1, 2, 3, 4, 1, 2, 3, 4)],
  ['calls at the same time', [1, 2, 3, 4, 5].map((connection) => [0, 100, { connection }])],
  [
    'a second without calls',
    [1, 2, 3, 4].map((connection, i) => [i * 1200, i * 1200 + 90, { connection }]),
  ],
  [
    'aborted calls',
    [1, 2, 3, 4].map((connection, i) => [
      i * 100,
      i * 100 + 90,
      { connection, outcome: 'aborted' },
    ]),
  ],
  ['unknown connections', chain(5)],
  ['three of eight calls', over(1, 2, 3, 4, 4, 4, 4, 4)],
  ['two of three calls', over(1, 2, 3)],
  // One connection was free, so at most one of the five was needless.
  ['a call, and then five at once', fresh(0, 100, 100, 100, 100, 100)],
  ['two calls, and then eight at once', fresh(0, 0, ...Array.from({ length: 8 }, () => 100))],
  // A client may not have released the connections of the first batch yet.
  ['two batches', fresh(0, 0, 0, 0, 0, 91, 91, 91, 91, 91)],
])('%s open no connection for nothing', (_, calls) => {
  expect(about('new-connections', calls)).toEqual([])
})

test('bodies that were never read', () => {
  const unread = { headersMs: 50, status: 200, unread: true } as const
  expect(about('unread-bodies', [[0, undefined, unread]], {}, 450)).toEqual([
    'The body of GET /products/1 was never read to its end, so its connection stayed busy for 400 ms. Read each body, or cancel it.',
  ])
  expect(
    about(
      'unread-bodies',
      [
        [0, undefined, unread],
        [0, undefined, unread],
      ],
      {},
      450,
    )[0],
  ).toContain(
    '2 bodies (GET /products/:id) were never read to their ends, so their connections stayed busy for 800 ms in all.',
  )
  expect(about('unread-bodies', [[0, undefined, { headersMs: 50, status: 200 }]], {}, 450)).toEqual(
    [],
  )
})

test('more calls at once than a server likes', () => {
  const many = (count: number, more: (i: number) => SampleCall[2] = () => ({})): Calls =>
    Array.from({ length: count }, (_, i) => [0, 100, { connection: i, ...more(i) }])
  expect(about('crowd', many(51))).toEqual([
    '51 calls to http://shop.test were in flight at once, over 51 connections. Limit how many are in flight.',
  ])
  expect(
    about(
      'crowd',
      many(60, (i) => (i < 9 ? overloaded : {})),
    )[0],
  ).toContain('9 calls failed with a 429, a 503 or a network error.')
  expect(about('crowd', many(50))).toEqual([])
})

test('a body that was cancelled because nobody could read it any more counts as unread, not as aborted', () => {
  const collected: Calls = [[0, 90, { outcome: 'aborted', headersMs: 10, unread: true }]]
  expect(about('unread-bodies', collected)[0]).toContain('stayed busy for 80 ms.')
  expect(about('aborted', collected)).toEqual([])
})
