import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounds } from './bounds.ts'
import type { Trace } from './call.ts'
import { facts, lastSentOf } from './facts.ts'
import { anyGridTrace } from './testing/any-trace.ts'
import { sample } from './testing/traces.ts'
import { allAtOnce, inBatches, inPool, inSequence } from './schedules.ts'
import { idleOf, levelsOf, peakOf, underWay } from './stretches.ts'

const seen = sample([
  [10, 310],
  [310, 410],
  [410, 610],
  [610, 760],
])

const stretches = (trace: Trace): unknown[] => trace.calls.map((call) => [call.sentMs, call.endMs])
const latencies = (trace: Trace): number[] =>
  trace.calls.map((call) => (call.endMs ?? trace.nowMs) - call.sentMs)
const makespan = (trace: Trace): number => facts(trace).makespanMs
const limits = fc.integer({ min: 1, max: 14 })

test('inSequence sends the same calls one after another', () => {
  expect(stretches(inSequence(allAtOnce(seen)))).toEqual(stretches(seen))
})

test('allAtOnce sends every call when the trace began', () => {
  expect(stretches(allAtOnce(seen))).toEqual([
    [10, 310],
    [10, 110],
    [10, 210],
    [10, 160],
  ])
  expect(allAtOnce(seen).nowMs).toBe(310)
})

test('a pool fills a free slot with the next call at once', () => {
  expect(stretches(inPool(seen, 2))).toEqual([
    [10, 310],
    [10, 110],
    [110, 310],
    [310, 460],
  ])
})

test('a batch waits for the slowest call of the batch before', () => {
  expect(stretches(inBatches(seen, 2))).toEqual([
    [10, 310],
    [10, 110],
    [310, 510],
    [310, 460],
  ])
})

test('a batch does not wait for slower calls of earlier batches', () => {
  const trace = sample([
    [0, 300],
    [0, 100],
    [0, 200],
  ])
  expect(stretches(inBatches(trace, 1))).toEqual([
    [0, 300],
    [300, 400],
    [400, 600],
  ])
})

test('keeps the outcomes, and ends pending calls as ok', () => {
  const trace = sample(
    [
      [0, 10, { outcome: 'http-error', headersMs: 4, server: { doneMs: 9 } }],
      [0, undefined],
    ],
    30,
  )
  expect(inSequence(trace)).toMatchObject({
    calls: [
      { outcome: 'http-error', headersMs: 4, endMs: 10 },
      { outcome: 'ok', sentMs: 10, endMs: 40 },
    ],
    nowMs: 40,
  })
  expect(inSequence(trace).calls[0]).not.toHaveProperty('server')
})

test('an empty trace can be scheduled', () => {
  for (const schedule of [inSequence, allAtOnce, (trace: Trace) => inPool(trace, 3)]) {
    expect(schedule(sample([])).calls).toEqual([])
  }
})

test('all at once and in sequence, calls take as long as the bounds say', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      const { sequentialMs, slowestMs } = bounds(latencies(trace))
      expect(makespan(allAtOnce(trace))).toBe(slowestMs)
      expect(makespan(inSequence(trace))).toBe(sequentialMs)
    }),
  )
})

test('a pool never exceeds its limit, and has no empty slot while calls wait', () => {
  fc.assert(
    fc.property(anyGridTrace, limits, (trace, limit) => {
      const pool = inPool(trace, limit)
      expect(peakOf(levelsOf(underWay(pool)))).toBeLessThanOrEqual(limit)
      expect(facts(pool).peakInFlight).toBeLessThanOrEqual(limit)
      expect(latencies(pool)).toEqual(latencies(trace))
      expect(idleOf(levelsOf(underWay(pool)), limit, lastSentOf(pool))).toBe(0)
    }),
  )
})

test('a pool ends between the lower bound and Graham’s upper bound', () => {
  fc.assert(
    fc.property(anyGridTrace, limits, (trace, limit) => {
      const { poolMs = 0, slowestMs, sequentialMs } = bounds(latencies(trace), { limit })
      const pooled = makespan(inPool(trace, limit))
      expect(pooled).toBeGreaterThanOrEqual(poolMs - 1e-3)
      expect(pooled).toBeLessThanOrEqual(sequentialMs / limit + (1 - 1 / limit) * slowestMs + 1e-3)
    }),
  )
})

test('batches never end before a pool of their size, nor a pool before all at once', () => {
  fc.assert(
    fc.property(anyGridTrace, limits, (trace, limit) => {
      const pooled = makespan(inPool(trace, limit))
      expect(makespan(inBatches(trace, limit))).toBeGreaterThanOrEqual(pooled)
      expect(makespan(inSequence(trace))).toBeGreaterThanOrEqual(pooled)
      expect(pooled).toBeGreaterThanOrEqual(makespan(allAtOnce(trace)))
    }),
  )
})

test('the bounds hold for the original trace, too', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      const limit = Math.max(1, peakOf(levelsOf(underWay(trace))))
      const { poolMs = 0, slowestMs } = bounds(latencies(trace), { limit })
      expect(makespan(trace)).toBeGreaterThanOrEqual(poolMs - 1e-3)
      expect(makespan(trace)).toBeGreaterThanOrEqual(slowestMs)
    }),
  )
})

test.each([0, 1.5, -2, Number.NaN])('throws for a pool or batches of %d', (size) => {
  expect(() => inPool(seen, size)).toThrow(
    `Cannot schedule calls in a pool: limit must be a whole number >= 1, got ${size}`,
  )
  expect(() => inBatches(seen, size)).toThrow(
    `Cannot schedule calls in batches: size must be a whole number >= 1, got ${size}`,
  )
})
