import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Trace } from './call.ts'
import { facts } from './facts.ts'
import { anyGridTrace } from './testing/any-trace.ts'
import { sample, type SampleCall } from './testing/traces.ts'

/** By definition, at every moment at which something changes; moments meet, for all are whole. */
function peakByDefinition({ calls, nowMs }: Trace): number {
  const flights = calls.map((call) => ({
    from: call.sentMs,
    to: call.headersMs ?? call.endMs ?? nowMs,
  }))
  const lasting = flights.filter(({ from, to }) => to > from)
  const atSending = lasting.map(
    (flight) => lasting.filter(({ from, to }) => from <= flight.from && flight.from < to).length,
  )
  const atInstant = flights
    .filter(({ from, to }) => to === from)
    .map(
      (flight) =>
        1 + lasting.filter(({ from, to }) => from < flight.from && flight.from < to).length,
    )
  return Math.max(0, ...atSending, ...atInstant)
}

test('says nothing happened where nothing did', () => {
  expect(facts(sample([]))).toEqual({
    calls: 0,
    makespanMs: 0,
    sumMs: 0,
    slowestMs: 0,
    peakInFlight: 0,
    meanInFlight: 0,
    overlap: 0,
    idleSlotMs: 0,
    wastedMs: 0,
    wastedCalls: 0,
    criticalPath: [],
    byOutcome: { pending: 0, ok: 0, 'http-error': 0, 'network-error': 0, aborted: 0 },
    retries: 0,
    stillInFlight: 0,
  })
})

test('tells a sequence by an overlap of 1', () => {
  const trace = sample([
    [10, 110],
    [110, 310],
    [310, 410],
  ])
  expect(facts(trace)).toMatchObject({
    calls: 3,
    makespanMs: 400,
    sumMs: 400,
    slowestMs: 200,
    peakInFlight: 1,
    meanInFlight: 1,
    overlap: 1,
    idleSlotMs: 0,
  })
})

test('tells calls at once by an overlap above 1, and a pause by one below', () => {
  const together = sample([
    [0, 100],
    [0, 200],
    [0, 300],
  ])
  expect(facts(together)).toMatchObject({ makespanMs: 300, overlap: 2, peakInFlight: 3 })
  const apart = sample([
    [0, 100],
    [300, 400],
  ])
  expect(facts(apart)).toMatchObject({ makespanMs: 400, overlap: 0.5, peakInFlight: 1 })
})

test('counts a call as in flight until its headers, and its body as its time', () => {
  const trace = sample([
    [0, 100, { headersMs: 40 }],
    [40, 140, { headersMs: 80 }],
  ])
  expect(facts(trace)).toMatchObject({ peakInFlight: 1, sumMs: 200, makespanMs: 140 })
  expect(facts(trace).meanInFlight).toBeCloseTo(80 / 140)
})

test('counts a pending call until the trace was taken', () => {
  const trace = sample(
    [
      [0, 50],
      [20, undefined],
    ],
    120,
  )
  expect(facts(trace)).toMatchObject({
    makespanMs: 120,
    sumMs: 150,
    peakInFlight: 2,
    stillInFlight: 1,
  })
})

test('counts a body that is not read to its end as still in flight', () => {
  expect(facts(sample([[0, undefined, { headersMs: 10, status: 200 }]]))).toMatchObject({
    stillInFlight: 1,
  })
})

test.each<[peak: number, calls: SampleCall[]]>([
  [
    1,
    [
      [5, 5],
      [5, 5],
      [5, 5],
    ],
  ],
  [
    1,
    [
      [5, 10],
      [5, 5],
    ],
  ],
  [
    2,
    [
      [0, 10],
      [5, 5],
      [5, 5],
    ],
  ],
])('does not take calls without any length for overlapping ones: peak %d', (peak, calls) => {
  expect(facts(sample(calls)).peakInFlight).toBe(peak)
})

test('tells calls that took no time in all as a sequence', () => {
  expect(
    facts(
      sample([
        [5, 5],
        [5, 5],
      ]),
    ),
  ).toMatchObject({ makespanMs: 0, overlap: 1 })
})

test('finds the peak that the definition gives', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      expect(facts(trace).peakInFlight).toBe(peakByDefinition(trace))
    }),
  )
})

test('keeps its figures in their bounds, whatever happened', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      const { makespanMs, slowestMs, sumMs, meanInFlight, peakInFlight, idleSlotMs } = facts(trace)
      expect(makespanMs).toBeGreaterThanOrEqual(slowestMs)
      expect(sumMs).toBeGreaterThanOrEqual(slowestMs)
      expect(meanInFlight).toBeLessThanOrEqual(peakInFlight + 1e-9)
      expect(idleSlotMs).toBeLessThanOrEqual(peakInFlight * makespanMs)
    }),
  )
})

test('adds up the empty slots of batches until the last call is sent', () => {
  const batches = sample([
    [0, 100],
    [0, 40],
    [100, 150],
    [100, 130],
  ])
  expect(facts(batches).idleSlotMs).toBe(60)
})

test('finds no empty slot in a pool, and none after the last sending', () => {
  const pool = sample([
    [0, 100],
    [0, 40],
    [40, 150],
    [100, 400],
  ])
  expect(facts(pool).idleSlotMs).toBe(0)
})

test('holds a slot until the body has ended', () => {
  const reading = sample([
    [0, 100, { headersMs: 40 }],
    [100, 150],
  ])
  expect(facts(reading)).toMatchObject({ peakInFlight: 1, idleSlotMs: 0 })
})

test('counts aborted calls as wasted, with what the server still did for them', () => {
  const trace = sample([
    [0, 100],
    [0, 60, { outcome: 'aborted' }],
    [10, 60, { outcome: 'aborted', server: { clientGoneMs: 60, doneMs: 90 } }],
    [10, 60, { outcome: 'network-error', server: { clientGoneMs: 60, doneMs: 70 } }],
    [10, 60, { outcome: 'network-error', server: { clientGoneMs: 60 } }],
    [10, 60, { server: { doneMs: 59 } }],
  ])
  expect(facts(trace)).toMatchObject({ wastedCalls: 3, wastedMs: 60 + 80 + 60 })
})

test('counts outcomes and retries', () => {
  const trace = sample([
    [0, 10, { outcome: 'http-error' }],
    [10, 20, { outcome: 'http-error', attempt: 2 }],
    [20, 30, { attempt: 3 }],
    [20, 30, { outcome: 'network-error' }],
  ])
  expect(facts(trace)).toMatchObject({
    retries: 2,
    byOutcome: { pending: 0, ok: 1, 'http-error': 2, 'network-error': 1, aborted: 0 },
  })
})
