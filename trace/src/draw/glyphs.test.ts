import { describe, expect, test } from 'vitest'
import type { Call, Outcome } from '../call.ts'
import { callOf, traceOf } from '../testing/traces.ts'
import { glyphsFor } from './glyphs.ts'
import { drawTimeline } from './terminal.ts'
import { signOf } from './verdict.ts'

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
  test('nothing in a row of calls looks like anything else', () => {
    const { waiting, receiving, queued, wasted, laneStart, several, before, after, mark } =
      glyphsFor(ascii)
    const signs = Object.values(calls).map((call) => signOf(call, ascii))
    const inRows = [waiting, ...receiving, queued, wasted, several, before, after, mark]
    const seen = [...inRows, ...new Set(signs.filter((sign) => sign !== ''))]
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).not.toContain(ascii ? laneStart : '')
  })

  test('every outcome draws another row, without colour', () => {
    const rows = Object.values(calls).map(
      (call) => drawTimeline(traceOf([call], { nowMs: 100 }), { ascii }).split('\n')[0],
    )
    expect(new Set(rows).size).toBe(rows.length)
  })
})
