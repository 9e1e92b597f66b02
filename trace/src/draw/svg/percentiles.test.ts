import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { xmlProblems } from '../../testing/xml-problems.ts'
import { percentilesToSvg } from './percentiles.ts'

test('is well-formed and has only finite numbers, for any runs', () => {
  const anyRun = fc.record({
    label: fc.string(),
    latenciesMs: fc.array(
      fc.oneof(fc.nat(20), fc.double({ min: -5, max: 1e7 }), fc.constant(Number.NaN)),
      { maxLength: 100 },
    ),
  })
  const anyOptions = fc.record({
    width: fc.integer({ min: 320, max: 2000 }),
    title: fc.string(),
  })
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 4 }), anyOptions, (runs, options) => {
      const svg = percentilesToSvg(runs, options)
      expect(xmlProblems(svg)).toEqual([])
      expect(svg).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)/u)
    }),
  )
})

test('marks the percentiles to scale, and has their numbers in a table', () => {
  const latenciesMs = Array.from({ length: 1000 }, (_, i) => i + 1)
  const svg = percentilesToSvg([{ label: 'plain', latenciesMs }])
  const marks = Array.from(svg.matchAll(/class="mark" x1="([\d.]+)"/gu), (match) =>
    Number(match[1]),
  )
  const [p50 = 0, p95 = 0, p99 = 0, max = 0] = marks
  expect((p95 - p50) / (max - p50)).toBeCloseTo(450 / 500, 2)
  expect((p99 - p95) / (max - p95)).toBeCloseTo(40 / 50, 1)
  expect(svg).toContain('plain: p50 500 ms, p95 950 ms, p99 990 ms, max 1000 ms, calls 1000')
  for (const text of ['plain', 'p50', '500 ms', '990 ms', 'calls', '1000']) {
    expect(svg).toContain(`>${text}</text>`)
  }
})

test('says that there are no latencies', () => {
  expect(percentilesToSvg([], { title: 'Nothing' })).toContain('>No latencies to draw.</text>')
})
