import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyTrace } from '../../testing/any-trace.ts'
import { callOf, poolOf, traceOf } from '../../testing/traces.ts'
import { xmlProblems } from '../../testing/xml-problems.ts'
import { countsToSvg } from './counts.ts'

const states = [
  { atMs: 5, label: 'breaker: open & <shut>' },
  { atMs: 10, label: 'refused' },
  { atMs: 15, label: 'breaker:' },
  { atMs: 20, label: 'deploy' },
]

const down = { label: 'server', spans: [{ fromMs: 5, text: 'down' }] }

test('is well-formed and has only finite numbers, for any trace', () => {
  const anyOptions = fc.record({
    width: fc.integer({ min: 320, max: 2000 }),
    title: fc.string(),
    fromMs: fc.constantFrom(0, 100),
    counted: fc.constantFrom([], ['refused']),
  })
  fc.assert(
    fc.property(anyTrace(), anyOptions, (trace, options) => {
      const marks = [...trace.marks, ...states]
      const svg = countsToSvg({ ...trace, marks }, { ...options, bands: [down] })
      expect(xmlProblems(svg)).toEqual([])
      expect(svg).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)/u)
    }),
  )
})

test('has the rows, the numbers and the states of the drawing for a terminal', () => {
  const trace = { ...poolOf(400, 20, 50), marks: states }
  const svg = countsToSvg(trace, { title: 'A pool', counted: ['refused'], bands: [down] })
  const texts = Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu), (match) => match[1])
  expect(texts).toEqual(
    expect.arrayContaining([
      'A pool',
      'sent',
      'max 20 of 400',
      'answered',
      'refused',
      'max 1 of 1',
      'in flight',
      'max 20',
      'server',
      'down',
      '1 × open &amp; &lt;s…',
      'deploy',
      'makespan 1000 ms, peak 20 in flight, 400 calls',
    ]),
  )
})

test('keeps every column on its chart, and shows a single call among thousands', () => {
  const calls = Array.from({ length: 3000 }, (_, i) => callOf(i, i, i + 1))
  const svg = countsToSvg(traceOf([...calls, callOf(3000, 9, 10, { outcome: 'aborted' })]))
  const [, path = ''] =
    /<title>aborted, max 1 of 1<\/title><path class="aborted" d="([^"]+)"/u.exec(svg) ?? ['']
  const [, from, bottom, top, to] = /^M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)V/u.exec(path) ?? []
  expect(Number(bottom) - Number(top)).toBe(1.5)
  expect(Number(to) - Number(from)).toBeGreaterThanOrEqual(6)
  const ends = Array.from(svg.matchAll(/H([\d.]+)V/gu), (match) => Number(match[1]))
  expect(Math.max(...ends)).toBeLessThan(760)
})

test('says that there are no calls', () => {
  expect(countsToSvg(traceOf([]))).toContain('>No calls were made.</text>')
})
