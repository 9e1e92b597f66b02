import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Trace } from './call.ts'
import { facts } from './facts.ts'
import { anyGridTrace } from './testing/any-trace.ts'
import { sample, type SampleCall } from './testing/traces.ts'

/** The peak by its definition, for traces whose times are whole ms. */
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

test('all figures are 0 without calls', () => {
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

test('a sequence has an overlap of 1', () => {
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

test('concurrent calls have an overlap above 1, and calls with pauses one below 1', () => {
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

test('a call is in flight until its headers, but its time includes its body', () => {
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

test('counts a call with an unread body as still in flight', () => {
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
])('calls that take no time do not overlap each other: peak %d', (peak, calls) => {
  expect(facts(sample(calls)).peakInFlight).toBe(peak)
})

test('calls that all took no time have an overlap of 1', () => {
  expect(
    facts(
      sample([
        [5, 5],
        [5, 5],
      ]),
    ),
  ).toMatchObject({ makespanMs: 0, overlap: 1 })
})

test('the peak matches its definition, for any trace', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      expect(facts(trace).peakInFlight).toBe(peakByDefinition(trace))
    }),
  )
})

test('the figures stay within their bounds, for any trace', () => {
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

test('finds no empty slot in a pool, or after the last call was sent', () => {
  const pool = sample([
    [0, 100],
    [0, 40],
    [40, 150],
    [100, 400],
  ])
  expect(facts(pool).idleSlotMs).toBe(0)
})

test('a call holds its slot until its body has ended', () => {
  const reading = sample([
    [0, 100, { headersMs: 40 }],
    [100, 150],
  ])
  expect(facts(reading)).toMatchObject({ peakInFlight: 1, idleSlotMs: 0 })
})

test('counts aborted calls as wasted, with the work that the server still did for them', () => {
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
