import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Trace } from './call.ts'
import { criticalPathOf } from './critical-path.ts'
import { anyGridTrace } from './testing/any-trace.ts'
import { sample } from './testing/traces.ts'

const chain = (trace: Trace): number[] => criticalPathOf(trace).map((call) => call.id)

test('follows the chain of calls that waited for each other', () => {
  const page = sample([
    [0, 100],
    [0, 30],
    [100.6, 350],
    [100.2, 180],
    [30, 60],
  ])
  expect(chain(page)).toEqual([0, 2])
})

test('starts the chain at a call that waited for no other call', () => {
  expect(
    chain(
      sample([
        [0, 100],
        [101.5, 200],
      ]),
    ),
  ).toEqual([1])
  expect(
    chain(
      sample([
        [0, 100],
        [99, 200],
      ]),
    ),
  ).toEqual([1])
})

test('prefers the longest of the calls that ended at the same moment', () => {
  expect(
    chain(
      sample([
        [50, 100],
        [0, 100],
        [100, 200],
      ]),
    ),
  ).toEqual([1, 2])
})

test('finds a chain through calls that took no time, and terminates', () => {
  expect(
    chain(
      sample([
        [0, 10],
        [10, 10],
        [10, 20],
      ]),
    ),
  ).toEqual([0, 2])
  expect(
    chain(
      sample([
        [5, 5],
        [5, 5],
        [5, 5],
      ]),
    ).at(-1),
  ).toBe(0)
})

test('makes a chain of calls that wait for each other, for any trace', () => {
  fc.assert(
    fc.property(anyGridTrace, (trace) => {
      const path = criticalPathOf(trace)
      const ends = path.map((call) => call.endMs ?? trace.nowMs)
      const last = Math.max(0, ...trace.calls.map((call) => call.endMs ?? trace.nowMs))
      expect(ends.at(-1) ?? 0).toBe(last)
      for (const [i, call] of path.entries()) {
        const gap = call.sentMs - (ends[i - 1] ?? call.sentMs)
        expect(gap >= 0 && gap <= 1).toBe(true)
      }
    }),
  )
})
