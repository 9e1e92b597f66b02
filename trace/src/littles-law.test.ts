import fc from 'fast-check'
import { expect, test } from 'vitest'
import { facts } from './facts.ts'
import { littlesLaw, type KnownFlow } from './littles-law.ts'
import { inFlight, levelsOf } from './stretches.ts'
import { anyGridTrace } from './testing/any-trace.ts'

test('computes the third average from the other two', () => {
  const flow = { inFlight: 10, callsPerSecond: 50, latencyMs: 200 }
  const { inFlight: calls, callsPerSecond, latencyMs } = flow
  expect(littlesLaw({ callsPerSecond, latencyMs })).toEqual(flow)
  expect(littlesLaw({ inFlight: calls, latencyMs })).toEqual(flow)
  expect(littlesLaw({ inFlight: calls, callsPerSecond })).toEqual(flow)
  expect(littlesLaw({ callsPerSecond: 0, latencyMs: 0 }).inFlight).toBe(0)
})

test('holds exactly for any trace: what is in flight over time, is rate times mean latency', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      const { makespanMs, calls, meanInFlight } = facts(trace)
      fc.pre(makespanMs > 0)
      const flights = inFlight(trace)
      const levels = levelsOf(flights)
      const areaMs = levels.reduce(
        (sum, { at, count }, i) => sum + count * ((levels[i + 1]?.at ?? at) - at),
        0,
      )
      expect(meanInFlight).toBe(areaMs / makespanMs)
      const latencyMs = flights.reduce((sum, { from, to }) => sum + to - from, 0) / calls
      const { inFlight: expected } = littlesLaw({
        callsPerSecond: (1000 * calls) / makespanMs,
        latencyMs,
      })
      expect(expected).toBeCloseTo(areaMs / makespanMs, 9)
    }),
  )
})

test.each<[string, object]>([
  ['exactly two averages must be given, got 1', { latencyMs: 1 }],
  ['exactly two averages must be given, got 3', { latencyMs: 1, inFlight: 1, callsPerSecond: 1 }],
  ['latencyMs must be >= 0, got -1', { latencyMs: -1, inFlight: 1 }],
  ['callsPerSecond must be >= 0, got Infinity', { callsPerSecond: Infinity, latencyMs: 1 }],
  ['latencyMs must be > 0, got 0', { inFlight: 1, latencyMs: 0 }],
  ['callsPerSecond must be > 0, got 0', { inFlight: 1, callsPerSecond: 0 }],
])("throws: Cannot apply Little's law: %s", (message, known) => {
  expect(() => littlesLaw(known as KnownFlow)).toThrow(
    new RangeError(`Cannot apply Little's law: ${message}`),
  )
})
