import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTrace } from '../../testing/any-trace.ts'
import { callOf, poolOf, traceOf } from '../../testing/traces.ts'
import { setDrawingDefaults } from '../options.ts'
import { toSvg } from './svg.ts'
import { xmlProblems } from '../../testing/xml-problems.ts'

const texts = (svg: string): string[] =>
  Array.from(svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu), (match) => match[1] ?? '')

const tooltips = (svg: string): string[] =>
  Array.from(svg.matchAll(/<g><title>([^<]*)<\/title>/gu), (match) => match[1] ?? '')

describe('an SVG', () => {
  test('is well-formed and has only finite numbers, for any trace', () => {
    const anyOptions = fc.record({
      pack: fc.constantFrom('auto' as const, 'none' as const, 'lanes' as const),
      maxRows: fc.integer({ min: 0, max: 40 }),
      width: fc.integer({ min: 320, max: 2000 }),
      title: fc.string(),
      fromMs: fc.constantFrom(0, 100),
    })
    fc.assert(
      fc.property(anyTrace(), anyOptions, (trace, options) => {
        const svg = toSvg(trace, options)
        expect(xmlProblems(svg)).toEqual([])
        expect(svg).not.toMatch(/="[^"]*(?:NaN|Infinity|undefined)/u)
      }),
    )
  })

  test('keeps every bar on its chart, without overlaps in a lane', () => {
    const svg = toSvg(poolOf(60, 3, 100), { pack: 'lanes', width: 760 })
    const byLane = Map.groupBy(
      svg.matchAll(/<rect class="waiting ok" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/gu),
      ([, , y]) => y,
    )
    expect(byLane.size).toBe(3)
    for (const bars of byLane.values()) {
      let free = 0
      for (const [, x, , width] of bars) {
        expect(Number(x)).toBeGreaterThanOrEqual(free)
        free = Number(x) + Number(width)
      }
      expect(bars.length).toBe(20)
      expect(free).toBeLessThan(760)
    }
  })

  test('draws waiting lighter than receiving, to scale', () => {
    const svg = toSvg(traceOf([callOf(0, 0, 100, { headersMs: 75 })]))
    const width = (classes: string): number =>
      Number(new RegExp(`class="${classes}"[^>]* width="([\\d.]+)"`, 'u').exec(svg)?.[1])
    expect(width('waiting ok') / width('ok')).toBeCloseTo(3, 1)
    expect(svg).toContain('.waiting{fill-opacity:.2;')
  })

  test('has the same texts as a drawing for the terminal', () => {
    const trace = traceOf(
      [
        callOf(0, 0, 80, { outcome: 'http-error', status: 404 }),
        callOf(1, 0, 60, {
          outcome: 'network-error',
          error: 'TypeError: fetch failed (ECONNRESET)',
        }),
        callOf(2, 20, 120, { outcome: 'aborted', server: { doneMs: 150 } }),
        callOf(3, 0, 150, { server: { queuedMs: 0, startedMs: 90 } }),
      ],
      { marks: [{ atMs: 60, label: 'first failure' }] },
    )
    expect(texts(toSvg(trace, { title: 'A bad day' }))).toEqual(
      expect.arrayContaining([
        'A bad day',
        '/products/2',
        '80 ms',
        '404',
        '! ECONNRESET',
        '✕ aborted',
        'first failure',
        'in flight',
        'peak 4',
        'queued in the server',
        'server still working',
        '0 ms',
        'makespan 150 ms, peak 4 in flight, 4 calls, 1 × 404, 1 network error, 1 aborted',
      ]),
    )
  })

  test('has a name, a description with every row, and a tooltip for each call', () => {
    const svg = toSvg(
      traceOf([callOf(0, 0, 100, { headersMs: 80 }), callOf(1, 50, undefined)], { nowMs: 120 }),
      { title: 'Two' },
    )
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*><title>Two<\/title>\n<desc>/u)
    expect(svg).toContain('/products/1 100 ms. /products/2 70 ms … pending</desc>')
    expect(tooltips(svg)).toEqual([
      '/products/1: 100 ms, 200 ok; sent at 0 ms, headers at 80 ms, ended at 100 ms',
      '/products/2: 70 ms, … pending; sent at 50 ms',
    ])
  })

  test('is reported if it is not well-formed', () => {
    const wrong = [
      '<a>',
      '<a></b>',
      '<a x="1" x="2"/>',
      '<a>&</a>',
      '<a y="<"/>',
      '<a>\u0007</a>',
      'a',
    ]
    for (const xml of wrong) expect(xmlProblems(xml)).not.toEqual([])
  })

  test('escapes titles, clients and errors', () => {
    const svg = toSvg(
      traceOf([
        callOf(0, 0, 10, {
          outcome: 'network-error',
          error: '</title><script>alert("1" & \'2\')</script>',
          client: 'a"b',
        }),
        callOf(1, 0, 10, { client: '<b>' }),
      ]),
      { title: '<script>' },
    )
    expect(xmlProblems(svg)).toEqual([])
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  test('follows the reader’s colour scheme, unless data-theme overrides it', () => {
    const svg = toSvg(poolOf(1, 1, 10))
    expect(svg).toContain('@media(prefers-color-scheme:dark){.overlap-timeline ')
    expect(svg).toContain(':root[data-theme=dark] .overlap-timeline')
    expect(svg).toContain('.overlap-timeline[data-theme=light]')
  })

  test('loads nothing, and styles nothing outside itself', () => {
    const svg = toSvg(poolOf(5, 2, 10))
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\(|@import|href/u,
    )
    const css = /<style>([^<]*)<\/style>/u.exec(svg)?.[1] ?? ''
    for (const [, selectors = ''] of css.matchAll(/([^{}]+)\{[^{}]*\}/gu)) {
      for (const selector of selectors.trim().split(','))
        expect(selector).toContain('.overlap-timeline')
    }
  })

  test('sums up the calls beyond maxRows in the last row', () => {
    expect(texts(toSvg(poolOf(50, 50, 10), { maxRows: 10 }))).toContain('… 41 more calls')
  })

  test('is a sentence if no calls were made', () => {
    const svg = toSvg(traceOf([]), { title: 'seen' })
    expect(xmlProblems(svg)).toEqual([])
    expect(texts(svg)).toEqual(['seen', 'No calls were made.'])
  })

  test('ignores the defaults for the terminal', () => {
    const before = toSvg(poolOf(5, 2, 10))
    setDrawingDefaults({ title: 'terminal', maxRows: 1, width: 40, ascii: true })
    const after = toSvg(poolOf(5, 2, 10))
    setDrawingDefaults({})
    expect(after).toBe(before)
  })
})
