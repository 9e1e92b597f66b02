import * as fc from 'fast-check'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { columnsOf } from '../text.ts'
import { drawPercentiles } from './percentiles.ts'

/** 1000 latencies: 940 from 50 to 150 ms, and the rest evenly up to `slowestMs`. */
const withTail = (slowestMs: number): number[] =>
  Array.from({ length: 1000 }, (_, i) =>
    i < 940 ? 50 + i / 9.4 : 150 + ((i - 939) / 61) * (slowestMs - 150),
  )

const plain = { label: 'plain', latenciesMs: withTail(1200) }
const hedged = { label: 'hedged', latenciesMs: withTail(400) }

test('draws runs on one axis, with marks at the percentiles and a table', () => {
  expect(`\n${drawPercentiles([plain, hedged], { width: 70, maxRows: 6 })}\n`)
    .toMatchInlineSnapshot(`
    "
               ▇▇▇▇▅
    plain     ▆█████▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
                 ▴p50       ▴p95                                ▴p99  max▴
               ▇▇▇▇▅
    hedged    ▆█████▁▁▁▁▁▁▁▁▁▁▁▁▁
                 ▴p50 ▴p95 p99▴ ▴max
            ├─────────┬─────────┬──────────┬─────────┬──────────┬────────┤
            0 ms     200       400        600       800       1000
               p50     p95      p99      max  calls
    plain   103 ms  322 ms  1011 ms  1183 ms   1000
    hedged  103 ms  191 ms   355 ms   396 ms   1000
    Calls by latency. A full column is 18 % of the calls.
    "
  `)
})

test('the axis is logarithmic if the longest latency is more than 20 medians, and says so', () => {
  const long = { label: 'long', latenciesMs: [...Array(99).fill(10), 201] }
  const short = { label: 'short', latenciesMs: [...Array(99).fill(10), 200] }
  expect(drawPercentiles([long])).toContain('Calls by latency, on a logarithmic axis.')
  expect(drawPercentiles([short])).toContain('Calls by latency. ')
})

test('a logarithmic axis shows latencies of 0 at its beginning', () => {
  const drawn = drawPercentiles([{ label: 'run', latenciesMs: [0, 0, 1, 10, 1000] }])
  expect(drawn.split('\n')[2]).toMatch(/^run {2}█/u)
})

test('percentiles in the same column share a mark', () => {
  const drawn = drawPercentiles([{ label: 'run', latenciesMs: [...Array(99).fill(10), 100] }])
  expect(drawn).toContain('▴p50 p95 p99')
})

test('says if a run has no latencies, or none has', () => {
  expect(drawPercentiles([{ label: 'run', latenciesMs: [] }])).toBe('No latencies to draw.')
  const drawn = drawPercentiles([plain, { label: 'none', latenciesMs: [] }])
  expect(drawn).toMatch(/^none +- +- +- +- +0$/mu)
})

test('a narrow drawing drops numbers, but never the p99 and the maximum', () => {
  const label = 'a run with a long name'
  const latenciesMs = withTail(12_000)
  const drawn = drawPercentiles([{ label, latenciesMs }], { width: 40 })
  expect(drawn).toMatch(/p50 +p99 +max\n/u)
  expect(drawPercentiles([{ label, latenciesMs }])).toMatch(/p50 +p95 +p99 +max +calls\n/u)
})

test('has no line longer than the width, in ASCII on demand, and colours change no character', () => {
  const anyRun = fc.record({
    label: fc.oneof(fc.string(), fc.constant('鷹'.repeat(30))),
    latenciesMs: fc.array(
      fc.oneof(fc.nat(20), fc.double({ min: -5, max: 1e7 }), fc.constant(Number.NaN)),
      { maxLength: 100 },
    ),
  })
  const anyOptions = fc.record({
    width: fc.integer({ min: 40, max: 200 }),
    ascii: fc.boolean(),
    title: fc.constantFrom('', 'A title'),
    maxRows: fc.integer({ min: 0, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 4 }), anyOptions, (runs, options) => {
      const drawn = drawPercentiles(runs, options)
      for (const line of drawn.split('\n')) {
        expect(columnsOf(line)).toBeLessThanOrEqual(options.width)
        expect(line).toBe(line.trimEnd())
      }
      if (options.ascii) expect(drawn).toMatch(/^[\n\u0020-\u007E]*$/u)
      const colored = drawPercentiles(runs, { ...options, color: true })
      expect(stripVTControlCharacters(colored)).toBe(drawn)
    }),
  )
})
