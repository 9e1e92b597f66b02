import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countMoments, countsOf, sortMarks, type Counts } from './counts.ts'
import { facts } from './facts.ts'
import { anyTrace } from './testing/any-trace.ts'
import { sample } from './testing/traces.ts'

const slices = { fromMs: 0, sliceMs: 10, slices: 4 }

test('counts what happened in each slice, and the most calls at one moment of it', () => {
  const trace = sample([
    [0, 15, { server: { queuedMs: 0, startedMs: 10 } }],
    [0, 5, { outcome: 'http-error', status: 503 }],
    [12, 25, { outcome: 'aborted', server: { queuedMs: 14, clientGoneMs: 32 } }],
    [12, 30, { outcome: 'network-error' }],
    [20, undefined],
  ])
  expect(countsOf({ ...trace, nowMs: 40 }, slices)).toEqual({
    sent: [2, 2, 1, 0],
    answered: [0, 1, 0, 0],
    failed: [1, 0, 0, 1],
    aborted: [0, 0, 1, 0],
    inFlight: [2, 3, 3, 1],
    queued: [1, 1, 1, 1],
  } satisfies Counts)
})

test('an error status counts at its headers if nobody reads its body', () => {
  const trace = sample([[0, undefined, { outcome: 'http-error', status: 503, headersMs: 25 }]], 40)
  expect(countsOf(trace, slices).failed).toEqual([0, 0, 1, 0])
})

test('a slice has its beginning, and only the last one has its end', () => {
  expect(countMoments([0, 9.999, 10, 39, 40], slices)).toEqual([2, 1, 0, 2])
  expect(countMoments([-0.001, 40.001], slices)).toEqual([0, 0, 0, 0])
  expect(countMoments([100.1, 100.3], { fromMs: 100, sliceMs: 0.1, slices: 4 })).toEqual([
    0, 1, 0, 1,
  ])
})

test('every call is sent once and ends at most once, and no slice exceeds the peak', () => {
  fc.assert(
    fc.property(anyTrace(), fc.integer({ min: 1, max: 80 }), (trace, count) => {
      const lastMs = Math.max(trace.nowMs, ...trace.calls.map(({ endMs = 0 }) => endMs))
      const cut = { fromMs: 0, sliceMs: Math.max(1, Math.ceil(lastMs)) / count, slices: count }
      const { sent, answered, failed, aborted, inFlight } = countsOf(trace, cut)
      const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
      const { byOutcome, peakInFlight } = facts(trace)
      expect(sum(sent)).toBe(trace.calls.length)
      expect(sum(answered)).toBe(byOutcome.ok)
      expect(sum(failed)).toBe(byOutcome['http-error'] + byOutcome['network-error'])
      expect(sum(aborted)).toBe(byOutcome.aborted)
      expect(Math.max(0, ...inFlight)).toBe(peakInFlight)
    }),
  )
})

describe('marks', () => {
  const marks = [
    { atMs: 10, label: 'breaker: open' },
    { atMs: 12, label: 'refused' },
    { atMs: 15, label: 'deploy' },
    { atMs: 20, label: 'breaker: half-open' },
    { atMs: 25, label: 'breaker:' },
    { atMs: 26, label: 'refused' },
    { atMs: 30, label: 'server: down' },
  ]

  test('a mark begins a state, which ends with the next mark of that name', () => {
    expect(sortMarks(marks, ['refused']).bands).toEqual([
      {
        label: 'breaker',
        spans: [
          { fromMs: 10, toMs: 20, text: 'open' },
          { fromMs: 20, toMs: 25, text: 'half-open' },
        ],
      },
      { label: 'server', spans: [{ fromMs: 30, text: 'down' }] },
    ])
  })

  test('marks are counted if their label is named, and are lines otherwise', () => {
    const { counted, lines } = sortMarks(marks, ['refused', 'late'])
    expect([...counted]).toEqual([
      ['refused', [12, 26]],
      ['late', []],
    ])
    expect(lines.map(({ label }) => label)).toEqual(['deploy'])
    expect(sortMarks(marks, []).lines).toHaveLength(3)
  })

  test('a label with a colon can be counted, and a time or a URL is no state', () => {
    const others = [
      { atMs: 0, label: 'breaker: open' },
      { atMs: 1, label: 'http://shop.test' },
    ]
    const { bands, lines } = sortMarks(others, ['breaker: open'])
    expect(bands).toEqual([])
    expect(lines.map(({ label }) => label)).toEqual(['http://shop.test'])
  })
})
