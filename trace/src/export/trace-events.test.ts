import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTrace } from '../testing/any-trace.ts'
import { callOf, poolOf, traceOf } from '../testing/traces.ts'
import { facts } from '../facts.ts'
import { toTraceEvents } from './trace-events.ts'
import type { TraceEvent } from './trace-events.ts'

const ofKind = (trace: Parameters<typeof toTraceEvents>[0], ph: TraceEvent['ph']): TraceEvent[] =>
  toTraceEvents(trace).traceEvents.filter((event) => event.ph === ph)

const threadNames = (events: readonly TraceEvent[]): unknown[] =>
  events.filter(({ name }) => name === 'thread_name').map(({ args }) => args?.['name'])

describe('trace events', () => {
  test('name the process, and a lane for each slot', () => {
    const metadata = ofKind(poolOf(9, 3, 100), 'M')
    expect(metadata[0]).toMatchObject({ name: 'process_name', args: { name: 'overlap' } })
    expect(threadNames(metadata)).toEqual(['lane 1', 'lane 2', 'lane 3'])
  })

  test('give each client its own lanes', () => {
    const trace = traceOf([
      callOf(0, 0, 100, { client: 'alice' }),
      callOf(1, 0, 100, { client: 'bob' }),
      callOf(2, 50, 100, { client: 'alice' }),
    ])
    expect(threadNames(ofKind(trace, 'M'))).toEqual(['alice 1', 'alice 2', 'bob 1'])
    expect(ofKind(trace, 'X').map(({ name, tid }) => [name, tid])).toEqual([
      ['alice /products/1', 1],
      ['bob /products/2', 3],
      ['alice /products/3', 2],
    ])
  })

  test('nest the parts of a call in the call', () => {
    const server = { queuedMs: 10, startedMs: 40 }
    const slices = ofKind(traceOf([callOf(0, 0, 100, { headersMs: 80, server })]), 'X')
    expect(slices.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
      ['/products/1', 0, 100_000],
      ['waiting', 0, 80_000],
      ['queued in the server', 10_000, 30_000],
      ['receiving', 80_000, 20_000],
    ])
  })

  test('count the calls in flight', () => {
    const counters = ofKind(traceOf([callOf(0, 0, 100), callOf(1, 50, 200)]), 'C')
    expect(counters.map(({ ts, args }) => [ts, args?.['calls']])).toEqual([
      [0, 1],
      [50_000, 2],
      [100_000, 1],
      [200_000, 0],
    ])
  })

  test('say how a call ended, and show marks as instants', () => {
    const marks = [{ atMs: 10, label: 'first failure' }]
    const lost = callOf(0, 0, 10, { outcome: 'network-error', error: 'TypeError: fetch failed' })
    const trace = traceOf([lost], { marks })
    expect(ofKind(trace, 'X')[0]).toMatchObject({
      cat: 'network-error',
      args: { outcome: 'network-error', error: 'TypeError: fetch failed', attempt: 1 },
    })
    expect(ofKind(trace, 'i')).toEqual([
      { ph: 'i', pid: 1, tid: 0, name: 'first failure', ts: 10_000, s: 'g' },
    ])
  })

  test('never overlap on a track, unless they are nested', () => {
    fc.assert(
      fc.property(anyTrace(), (trace) => {
        for (const slices of Map.groupBy(ofKind(trace, 'X'), ({ tid }) => tid).values()) {
          const open: number[] = []
          for (const { ts = NaN, dur = NaN } of slices) {
            while (open.length > 0 && (open.at(-1) ?? 0) <= ts) open.pop()
            expect(ts + dur).toBeLessThanOrEqual(open.at(-1) ?? Infinity)
            open.push(ts + dur)
          }
        }
      }),
    )
  })

  test('are sorted by time in whole µs, and count no more calls than the peak in flight', () => {
    fc.assert(
      fc.property(anyTrace(), (trace) => {
        const timed = toTraceEvents(trace).traceEvents.filter(({ ph }) => ph !== 'M')
        const times = timed.map(({ ts }) => ts ?? NaN)
        expect(times.every(Number.isInteger)).toBe(true)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        const counts = ofKind(trace, 'C').map(({ args }) => Number(args?.['calls']))
        expect(counts.at(-1) ?? 0).toBe(0)
        expect(Math.max(0, ...counts)).toBeLessThanOrEqual(facts(trace).peakInFlight)
      }),
    )
  })
})
