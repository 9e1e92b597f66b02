import { describe, expect, test } from 'vitest'
import type { Call, Outcome } from '../call.ts'
import { callOf, traceOf } from '../testing/traces.ts'
import { glyphsFor } from './glyphs.ts'
import { drawTimeline } from './terminal/timeline.ts'
import { columnsOf } from './text.ts'

const calls: Record<Outcome, Call> = {
  ok: callOf(0, 0, 100),
  'http-error': callOf(0, 0, 100, { outcome: 'http-error', status: 503 }),
  'network-error': callOf(0, 0, 100, { outcome: 'network-error', error: 'TypeError: terminated' }),
  aborted: callOf(0, 0, 100, { outcome: 'aborted' }),
  pending: callOf(0, 0, undefined),
}

describe.each([
  ['Unicode', false],
  ['ASCII', true],
])('in %s', (_name, ascii) => {
  const { waiting, receiving, queued, wasted, several, before, after, mark, signs } =
    glyphsFor(ascii)

  test('all glyphs in a row of calls differ, and are one column wide', () => {
    const ends = new Set(Object.values(signs).filter((sign) => sign !== ''))
    const seen = [waiting, ...receiving, queued, wasted, several, before, after, mark, ...ends]
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.map(columnsOf)).toEqual(seen.map(() => 1))
  })

  test('every outcome looks different, even without colour', () => {
    const rows = Object.values(calls).map(
      (call) => drawTimeline(traceOf([call], { nowMs: 100 }), { ascii }).split('\n')[0],
    )
    expect(new Set(rows).size).toBe(rows.length)
  })
})
