import { expect, test } from 'vitest'
import { findings } from './findings.ts'
import {
  about,
  attempts,
  chain,
  overloaded,
  products,
  same,
  type Calls,
} from './testing/findings-about.ts'
import { pool, sequence, together } from './testing/sample-traces.ts'
import { traceOf, type SampleCall } from './testing/traces.ts'

test('finds nothing in calls that are sent all at once, or through a pool', () => {
  expect(findings(together)).toEqual([])
  expect(findings(pool)).toEqual([])
  expect(findings(traceOf([]))).toEqual([])
})

test('calls that ran one after another', () => {
  expect(about('one-after-another', chain(14))).toEqual([
    "14 calls (GET /products/:id) ran one after another for 1400 ms. If they don't depend on each other, send them all at once: then they take 100 ms.",
  ])
  expect(findings(sequence)[0]).toMatchObject({ kind: 'one-after-another', worthMs: 300 })
})

test.each<[string, Calls]>([
  ['two calls', chain(2)],
  [
    'calls that overlap',
    [
      [0, 100],
      [99, 200],
      [199, 300],
      [299, 400],
    ],
  ],
  [
    'calls with longer breaks than calls',
    [
      [0, 100],
      [201, 300],
      [401, 500],
      [601, 700],
    ],
  ],
  [
    'retries',
    [
      [0, 100, { ...same, outcome: 'http-error' }],
      [100, 200, { ...same, attempt: 2 }],
      [200, 300, { ...same, attempt: 3 }],
      [300, 400, { ...same, attempt: 4 }],
    ],
  ],
  ['redirects', chain(4, { status: 302 })],
  [
    'calls that take less than 50 ms together',
    Array.from({ length: 9 }, (_, i) => [i * 5, i * 5 + 5]),
  ],
  [
    'two calls before one that is pending',
    [
      [0, 100],
      [100, 200],
      [200, undefined],
    ],
  ],
])('%s did not run one after another for nothing', (_, calls) => {
  expect(about('one-after-another', calls)).toEqual([])
})

test('counts how often it happened, and describes the worst stretch', () => {
  const calls: Calls = [
    ...chain(3),
    [1000, 1300],
    [1000, 1300],
    [1300, 1400],
    [1400, 1500],
    [1500, 1600],
    [1600, 1700],
  ]
  expect(about('one-after-another', calls)).toEqual([
    "4 calls (GET /products/:id) ran one after another for 400 ms. If they don't depend on each other, send them all at once: then they take 100 ms. It happened 2 times.",
  ])
})

test('retries without a wait', () => {
  expect(about('hurried-retries', attempts(1, overloaded))).toEqual([
    '3 of 3 retries (GET /products/:id) came less than 50 ms after the failure, and 3 of these failed, too. Wait longer before each attempt, with jitter.',
  ])
  expect(about('hurried-retries', attempts(1, { outcome: 'network-error' }))).toHaveLength(1)
  expect(about('hurried-retries', attempts(1, { ...overloaded, status: 429 }))).toHaveLength(1)
})

test.each<[string, Calls]>([
  ['that wait', attempts(60, overloaded)],
  ['after a 401', attempts(1, { outcome: 'http-error', status: 401 })],
  ['of which there are two', attempts(1, overloaded).slice(0, 3)],
  ['that overlap the failure', attempts(-5, overloaded)],
  [
    'that are calls of their own',
    attempts(1, overloaded).map(([a, b, more = {}]) => [a, b, { ...more, attempt: 1 }]),
  ],
  [
    'that all helped',
    attempts(1).map(([a, b, more], i) => [a, b, { ...more, ...(i === 0 && overloaded) }]),
  ],
  [
    'of other callers',
    attempts(1, overloaded).map(([a, b, more], i) => [a, b, { ...more, fingerprint: `${i}` }]),
  ],
])('retries %s are fine', (_, calls) => {
  expect(about('hurried-retries', calls)).toEqual([])
})

test('aborted calls, and what they took', () => {
  expect(
    about('aborted', [
      [0, 100, { outcome: 'aborted', error: 'TimeoutError: late' }],
      [0, 200, { outcome: 'aborted', error: 'AbortError: mine' }],
      [0, 900, { outcome: 'aborted', headersMs: 10 }],
    ]),
  ).toEqual([
    '2 calls (GET /products/:id) were aborted, 1 of them by a timeout. Until then, they had taken 300 ms in all, for nothing.',
  ])
  const late = { outcome: 'aborted', error: 'TimeoutError: late' } as const
  expect(about('aborted', [[0, 90, late]])[0]).toContain('was aborted by a timeout. Until then, it')
  expect(about('aborted', chain(2, late))[0]).toContain('were aborted, all of them by a timeout.')
  expect(about('aborted', [[0, 20, { outcome: 'aborted' }]])).toEqual([])
})

test('a busy thread', () => {
  const blocked = [{ fromMs: 10, toMs: 150 }]
  expect(about('busy-thread', chain(1), { blocked })).toEqual([
    'The program computed for 140 ms without a break while calls were open. No response could be handled during that time. Do such work in slices, or in another thread.',
  ])
  expect(
    about('busy-thread', chain(1), { blocked: [...blocked, { fromMs: 200, toMs: 500 }] })[0],
  ).toContain('computed without a break 2 times while calls were open, for up to 300 ms.')
})

test('at most five findings, the most valuable first', () => {
  const found = findings(
    traceOf(
      products([
        ...chain(5),
        ...attempts(1, overloaded).map(([a, b, more = {}]): SampleCall => [
          a + 1000,
          b! + 1000,
          more,
        ]),
        ...[0, 1, 2].map((at): SampleCall => [2000 + at, 2100, same]),
        [2000, 2900],
        [2000, 2200, { outcome: 'aborted' }],
        [2000, undefined],
        [2000, undefined, { headersMs: 2100, unread: true }],
      ]),
      { nowMs: 3000 },
    ),
    { blocked: [{ fromMs: 0, toMs: 150 }] },
  )
  expect(found.map(({ worthMs }) => worthMs)).toEqual([900, 400, 200, 197, 150])
})
