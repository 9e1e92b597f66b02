import fc from 'fast-check'
import { expect, test } from 'vitest'
import { abortedAt } from './aborted-at.ts'
import { drawTimeline } from './draw/terminal/timeline.ts'
import { anyTrace } from './testing/any-trace.ts'
import { sample } from './testing/traces.ts'

test('ends running calls at the abort, without responses that came later', () => {
  const trace = sample([
    [0, 100],
    [0, 300, { statusText: 'OK', bodyBytes: 87, server: { arrivedMs: 0, doneMs: 300 } }],
    [50, 300, { headersMs: 80, status: 200, bodyBytes: 40 }],
    [150, 250],
  ])
  const [over, waiting, reading, ...later] = abortedAt(trace, 100).calls
  expect(over).toEqual(trace.calls[0])
  expect(waiting).toMatchObject({ outcome: 'aborted', endMs: 100, bodyBytes: 0 })
  expect(waiting).toHaveProperty('server', { arrivedMs: 0 })
  expect(waiting).not.toHaveProperty('status')
  expect(waiting).not.toHaveProperty('statusText')
  expect(reading).toMatchObject({ outcome: 'aborted', endMs: 100, headersMs: 80, status: 200 })
  expect(later).toEqual([])
})

test('counts a pending call as aborted', () => {
  expect(abortedAt(sample([[0, undefined]], 60), 100).calls).toMatchObject([
    { outcome: 'aborted', endMs: 100 },
  ])
})

test('an aborted trace is drawn up to the abort and no further', () => {
  const lines = drawTimeline(abortedAt(sample([[0, 300]]), 100), { width: 60 })
  expect(lines).toContain('100 ms')
  expect(lines).not.toContain('300')
})

test('an aborted trace has no times after the abort', () => {
  fc.assert(
    fc.property(anyTrace(), fc.integer({ min: 0, max: 1_000 }), (trace, atMs) => {
      for (const { sentMs, headersMs = 0, endMs = Infinity } of abortedAt(trace, atMs).calls) {
        expect(Math.max(sentMs, headersMs, endMs)).toBeLessThanOrEqual(atMs)
      }
    }),
  )
})
