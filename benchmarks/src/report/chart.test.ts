import { expect, test } from 'vitest'
import { chartOf, inks } from './chart.ts'
import { exact } from './figure.ts'
import { reportHtml } from './html.ts'
import { sampleReport } from './sample.ts'
import { reportSvg } from './svg.ts'

const pages = { light: '#ffffff', dark: '#121212' }

test.each(Object.entries(pages))(
  'every ink stands out from a %s page (WCAG 2.2, 1.4.11)',
  (_, page) => {
    expect(inks.filter((ink) => contrast(ink, page) < 3)).toEqual([])
  },
)

test('bars have the names and the figures of the rows, and a line where the bound is', () => {
  const svg = chartOf(sampleReport().sections[0]!)!.outerHTML
  for (const text of ['one after another', '1000 ms', '200 ms', 'bound', 'makespan (ms)']) {
    expect(svg).toContain(text)
  }
  expect(svg.match(/<rect/gu)).toHaveLength(2)
})

test('lines differ in their marks and names, not only in their colours', () => {
  const svg = chartOf(sampleReport().sections[1]!)!.outerHTML
  expect(svg).toMatch(/>speed-up<[^]*>theory</u)
  const dots = svg.match(/<g [^>]*aria-label="dot"[^]*?<\/g>/gu) ?? []
  const shapes = new Set(dots.map((dot) => /<(?<tag>circle|path)/u.exec(dot)?.groups?.['tag']))
  expect(dots).toHaveLength(2)
  expect(shapes.size).toBe(2)
})

test('a chart of a column that is not there is refused', () => {
  const [section] = sampleReport().sections
  expect(() => chartOf({ ...section!, chart: { kind: 'bars', of: 'speed' } })).toThrow(
    'no column speed',
  )
})

test('lines can have an axis with equal steps, and a label of their own', () => {
  const cells = [exact(1, 'ms')]
  const table = {
    columns: [{ head: 'theory' }],
    rows: [1, 2, 3].map((n) => ({ name: `${n}`, cells })),
  }
  const chart = {
    kind: 'lines',
    over: 'load',
    of: ['theory'],
    scale: 'linear',
    label: 'wait',
  } as const
  const svg = chartOf({ title: 'Waits', table, chart })!.outerHTML
  expect(svg).toContain('wait (ms)')
  const places = [...svg.matchAll(/ cx="(?<x>[^"]+)"/gu)].map(({ groups }) => Number(groups?.['x']))
  const [one = 0, two = 0, three = 0] = places
  expect(two).toBeGreaterThan(one)
  expect(three - two).toBeCloseTo(two - one)
})

test('the page has every figure as text, and escapes what it shows', () => {
  const report = sampleReport()
  const html = reportHtml({ ...report, command: 'npm run bench -- <x> & y' })
  expect(html).toContain('&lt;x&gt; &amp; y')
  for (const text of ['1000 ms', '2.00 (1.00–3.00)', 'knee', 'All at once is faster.', 'a machine'])
    expect(html).toContain(text)
  expect(html.match(/<svg/gu)).toHaveLength(2)
  expect(html).not.toMatch(/src=|href=|@import|url\(/u)
})

test('the drawing has all charts, or there is none', () => {
  const report = sampleReport()
  expect(reportSvg(report)?.match(/role="img"/gu)).toHaveLength(2)
  expect(reportSvg({ ...report, sections: [{ title: 'x', notes: ['y'] }] })).toBeUndefined()
})

/** The contrast of two colours, from 1 to 21 (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map(luminance).toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
