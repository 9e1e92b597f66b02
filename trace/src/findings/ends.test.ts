import { expect, test } from 'vitest'
import type { FindingsOptions } from '../findings.ts'
import { about, chain, type Calls } from '../testing/findings-about.ts'

const never = (calls: Calls, nowMs: number, options: FindingsOptions = {}): string[] =>
  about('never-ended', calls, options, nowMs)

test('calls without a response when the program ended', () => {
  expect(never([[0, undefined]], 40)).toEqual([
    "1 call (GET /products/1) had no response when the program ended, after 40 ms. Await it before the program ends, or abort it if you don't need it.",
  ])
  expect(
    never(
      [
        [0, 10],
        [0, undefined],
        [100, undefined],
      ],
      900,
    ),
  ).toEqual([
    "2 calls (GET /products/:id) had no response when the program ended, after up to 900 ms. Await them before the program ends, or abort them if you don't need them.",
  ])
})

test.each(['itself', 'crash', 'signal'] as const)(
  'a call without a response for long has no timeout, however the program ended (%s)',
  (ending) => {
    expect(never([[0, undefined]], 10_000, { ending })[0]).toContain(
      'ended, after 10 s. Give each call a timeout.',
    )
  },
)

test.each<[string, Calls, FindingsOptions]>([
  ['that a crash ended', [[0, undefined]], { ending: 'crash' }],
  ['that Ctrl-C ended', [[0, undefined]], { ending: 'signal' }],
  ['whose body was arriving', [[0, undefined, { headersMs: 5 }]], {}],
  ['with an unread body', [[0, undefined, { headersMs: 5, unread: true }]], {}],
])('a call %s is no call without a response', (_, calls, options) => {
  expect(never(calls, 900, options)).toEqual([])
})

test('calls that may wait for the connection of an unread body belong to it', () => {
  const calls: Calls = [
    [0, undefined, { headersMs: 50, unread: true, connection: 1 }],
    [60, undefined],
    [60, undefined],
  ]
  expect(never(calls, 450)).toEqual([])
  expect(about('unread-bodies', calls, {}, 450)[0]).toContain(
    'Read each body, or cancel it. 2 later calls had no response, and may have waited for a connection.',
  )
  const others: Calls = [
    [0, undefined],
    [0, undefined, { connection: 2 }],
  ]
  const elsewhere = others.map(([a, b, more]): Calls[number] => [
    a,
    b,
    { ...more, url: 'http://other.test/' },
  ])
  expect(never([...calls, ...elsewhere], 450)[0]).toContain('2 calls (GET /)')
})

test('one call that holds the makespan alone', () => {
  const others: Calls = [
    [0, 100],
    [0, 110],
    [0, 100],
  ]
  expect(about('tail', [...others, [10, 300]])).toEqual([
    'GET /products/4 ended 190 ms after every other call: 63 % of the makespan was spent on it alone. It was sent with the first calls, so it has to become faster. If it is slow only sometimes, hedge it.',
  ])
  expect(about('tail', [...others, [90, 390]])[0]).toContain(
    "on it alone. If it doesn't need the response of another call, send it first: then the calls end 90 ms earlier. If it",
  )
})

test.each<[string, Calls]>([
  [
    'that needed the others',
    [
      [0, 100],
      [0, 100],
      [0, 100],
      [100, 300],
    ],
  ],
  [
    'beside only two others',
    [
      [0, 100],
      [0, 100],
      [0, 300],
    ],
  ],
  [
    'that was hardly longer',
    [
      [0, 400],
      [0, 400],
      [0, 400],
      [0, 500],
    ],
  ],
  [
    'that was short',
    [
      [0, 10],
      [0, 10],
      [0, 10],
      [0, 40],
    ],
  ],
  ['of a chain', chain(4)],
])('a last call %s holds nothing up', (_, calls) => {
  expect(about('tail', calls)).toEqual([])
})
