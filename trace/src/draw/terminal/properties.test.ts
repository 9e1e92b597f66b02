import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Trace } from '../../call.ts'
import { facts } from '../../facts.ts'
import { drawBar } from './bar.ts'
import { columnsFor, GAP } from './columns.ts'
import { anyTrace } from '../../testing/any-trace.ts'
import { glyphsFor } from '../glyphs.ts'
import { layOut } from '../layout.ts'
import { drawingOf } from '../options.ts'
import { sheetsFor } from '../rows.ts'
import { drawTimeline } from './timeline.ts'
import { columnsOf } from '../text.ts'

const anyOptions = fc.record({
  width: fc.integer({ min: 40, max: 200 }),
  ascii: fc.boolean(),
  pack: fc.constantFrom('auto' as const, 'none' as const, 'lanes' as const),
  maxRows: fc.integer({ min: 0, max: 40 }),
  title: fc.constantFrom('', 'Ten calls', 'Zehn Aufrufe 鷹鷹鷹 '.repeat(12)),
  fromMs: fc.constantFrom(0, 0, 100),
})

test('no line is longer than the width or ends in a space', () => {
  fc.assert(
    fc.property(anyTrace(), anyOptions, (trace, options) => {
      for (const line of drawTimeline(trace, options).split('\n')) {
        expect(columnsOf(line)).toBeLessThanOrEqual(options.width)
        expect(line).toBe(line.trimEnd())
      }
    }),
  )
})

test('the columns of a line add up to its width', () => {
  fc.assert(
    fc.property(anyTrace(), fc.integer({ min: 40, max: 200 }), (trace, width) => {
      const { sheet, others } = sheetsFor(trace, drawingOf({ width }))
      const { label, chart, measure, verdict } = columnsFor([sheet, ...others], width)
      const right = [measure, verdict].filter((columns) => columns > 0)
      expect(right.reduce((sum, columns) => sum + GAP + columns, label + GAP + chart)).toBe(width)
      expect(chart).toBeGreaterThanOrEqual(width / 5)
    }),
  )
})

test('a drawing in ASCII has only ASCII characters', () => {
  fc.assert(
    fc.property(anyTrace(), anyOptions, (trace, options) => {
      expect(drawTimeline(trace, { ...options, ascii: true })).toMatch(/^[\n\u0020-\u007E]*$/u)
    }),
  )
})

test('a bar begins and ends within a column of its times, and never begins early', () => {
  fc.assert(
    fc.property(anyTrace(30), fc.integer({ min: 60, max: 200 }), (trace, width) => {
      fc.pre(trace.calls.length > 0)
      const plain = { ...trace, marks: [] }
      const lines = drawTimeline(plain, { pack: 'none', width }).split('\n')
      const rule = lines.find((line) => line.includes('├')) ?? ''
      const left = rule.indexOf('├')
      const columns = rule.length - left
      for (const [row, bar] of layOut(plain).bars.entries()) {
        const chart = (lines[row] ?? '').slice(left + wideBy(lines[row])).slice(0, columns)
        const { starts, ends } = extentOf(chart.replace(/╌+\s*$/u, '').trimEnd())
        const sent = bar.waiting.from * columns
        const ended = bar.receiving.to * columns
        expect(starts).toBeGreaterThanOrEqual(Math.min(sent, columns - 1) - 1e-6)
        expect(starts).toBeLessThanOrEqual(sent + 1 + 1e-6)
        expect(ends).toBeGreaterThanOrEqual(ended - 1 - 1e-6)
        expect(ends).toBeLessThanOrEqual(Math.max(ended, starts) + 1 + 1e-6)
      }
    }),
  )
})

/** Wide characters of a label are one character and two columns. */
function wideBy(line = ''): number {
  return line.length - columnsOf(line)
}

/** Where a drawn bar starts and ends, in columns and parts of them. */
function extentOf(chart: string): { starts: number; ends: number } {
  const from = chart.search(/\S/u)
  const eighths = '▏▎▍▌▋▊▉'.indexOf(chart.at(-1) ?? '')
  const last = chart.endsWith('╸') ? 0.5 : eighths >= 0 ? (eighths + 1) / 8 : 1
  return { starts: from + (chart[from] === '╺' ? 0.5 : 0), ends: chart.length - 1 + last }
}

test('the bars of a lane do not overlap in time or in columns', () => {
  const columns = 50
  const finish = { lane: true, name: '', sign: '' }
  fc.assert(
    fc.property(anyTrace(), fc.boolean(), (trace, ascii) => {
      for (const { bars } of layOut(trace).lanes) {
        let free = 0
        for (const bar of bars) {
          expect(bar.waiting.from * columns).toBeGreaterThanOrEqual(free)
          free = bar.receiving.to * columns
        }
        const long = bars.filter(
          ({ waiting, receiving }) => receiving.to - waiting.from >= 1 / columns,
        )
        const drawn = long.map((bar) => drawBar(bar, columns, glyphsFor(ascii), finish))
        for (const [i, { from, cells }] of drawn.entries()) {
          expect(from + cells.length).toBeLessThanOrEqual(drawn[i + 1]?.from ?? columns)
        }
      }
    }),
  )
})

test('calls are packed into as few lanes as possible', () => {
  fc.assert(
    fc.property(anyTrace(), (trace) => {
      const one = { ...trace, calls: trace.calls.map((call) => ({ ...call, client: '' })) }
      const { lanes } = layOut(one)
      expect(lanes.length).toBe(mostUnderWay(one))
    }),
  )
})

/** The most calls under way at the moment a call is sent, by counting. */
function mostUnderWay({ calls }: Trace): number {
  const round = (ms: number): number => Math.round(ms * 1000)
  const underWay = calls.map((call, i) => {
    const before = calls.slice(0, i)
    return 1 + before.filter(({ endMs = Infinity }) => round(endMs) > round(call.sentMs)).length
  })
  return Math.max(0, ...underWay)
}

test('the peak in the last line and the makespan agree with the facts', () => {
  fc.assert(
    fc.property(anyTrace(), (trace) => {
      fc.pre(trace.calls.length > 0)
      const { peakInFlight } = facts(trace)
      expect(drawTimeline(trace).split('\n').at(-1)).toContain(`peak ${peakInFlight} in flight`)
      expect(layOut(trace).makespanMs).toBeCloseTo(facts(trace).makespanMs, 3)
    }),
  )
})
