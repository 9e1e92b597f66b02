import * as Plot from '@observablehq/plot'
import { newPage, type Page, type PageElement } from './dom.ts'
import { valueText } from './figure.ts'
import type { BarChart, Chart, Figure, LineChart, Section, Table } from './report.ts'

const WIDTH = 760
const ROW_HEIGHT = 22
const MARGINS = { marginTop: 34, marginRight: 90, marginBottom: 40 }
const CHARACTER = 6.4

/** Colours that stand out from a light and from a dark page. A test checks their contrast. */
export const inks = ['#2f81f7', '#c9580c', '#1f8f4d', '#a05cf0', '#d2407a', '#7a7f00']
const marks = ['circle', 'square', 'triangle', 'diamond', 'star', 'times'] as const

/**
 * Draws the chart of a section.
 *
 * @returns An `svg` element, or `undefined` if the section has no chart.
 */
export function chartOf({ title, table, chart }: Section): PageElement | undefined {
  if (chart === undefined || table === undefined) return undefined
  const document = newPage()
  const svg = chart.kind === 'bars' ? bars(table, chart, document) : lines(table, chart, document)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', `${title}. The table has the same figures.`)
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return svg
}

function bars(table: Table, chart: BarChart, document: Page): PageElement {
  const column = columnOf(table, chart.of)
  const data = table.rows.flatMap(({ name, cells }) => {
    const figure = cells[column]
    return typeof figure === 'object' ? [{ name, value: figure.value, text: textOf(figure) }] : []
  })
  const longest = Math.max(...data.map(({ name }) => name.length))
  return Plot.plot({
    document: document as never,
    width: WIDTH,
    height: MARGINS.marginTop + MARGINS.marginBottom + ROW_HEIGHT * data.length,
    ...MARGINS,
    marginLeft: 16 + longest * CHARACTER,
    x: { label: labelOf(table, chart.of), grid: true },
    y: { label: null, domain: data.map(({ name }) => name), padding: 0.25 },
    marks: [
      Plot.barX(data, { x: 'value', y: 'name', fill: inks[0]! }),
      ...linesAt(chart),
      Plot.text(data, {
        x: 'value',
        y: 'name',
        text: 'text',
        textAnchor: 'start',
        dx: 5,
        // A gap in the line behind it, in the colour of the page.
        fill: 'currentColor',
        stroke: 'var(--paper, Canvas)',
        strokeWidth: 4,
      }),
    ],
  })
}

function lines(table: Table, chart: LineChart, document: Page): PageElement {
  const series = chart.of.map((head) => ({ head, points: pointsOf(table, head) }))
  const data = series.flatMap(({ points }) => points)
  const inkOf = (i: number): string => inks[i % inks.length]!
  return Plot.plot({
    document: document as never,
    width: WIDTH,
    height: 360,
    ...MARGINS,
    marginLeft: 70,
    marginRight: 24 + Math.max(...chart.of.map((head) => head.length)) * CHARACTER,
    x: {
      label: chart.over,
      type: chart.scale ?? 'log',
      ticks: data.map(({ x }) => x),
      tickFormat: String,
    },
    y: { label: labelOf(table, chart.of[0]!, chart.label), grid: true, zero: true },
    marks: [
      ...series.flatMap(({ head, points }, i) => [
        Plot.lineY(points, { x: 'x', y: 'y', stroke: inkOf(i), strokeWidth: 2 }),
        Plot.dot(points, {
          x: 'x',
          y: 'y',
          stroke: inkOf(i),
          symbol: marks[i % marks.length]!,
          r: 4,
        }),
        Plot.text(points.slice(-1), {
          x: 'x',
          y: 'y',
          text: () => head,
          textAnchor: 'start',
          dx: 9,
        }),
      ]),
      ...linesAt(chart),
    ],
  })
}

function pointsOf(table: Table, head: string): { x: number; y: number }[] {
  const column = columnOf(table, head)
  return table.rows.flatMap(({ name, cells }) => {
    const figure = cells[column]
    const x = Number.parseFloat(name)
    return typeof figure === 'object' && Number.isFinite(x) ? [{ x, y: figure.value }] : []
  })
}

/** Dashed lines across the chart, each with its label above it. */
function linesAt({ lines: at = [] }: Chart): Plot.Markish[] {
  return [
    Plot.ruleX(at, { x: 'at', strokeDasharray: '4 3' }),
    Plot.text(at, { x: 'at', text: 'label', frameAnchor: 'top', dy: -14 }),
  ]
}

function columnOf({ columns }: Table, head: string): number {
  const at = columns.findIndex((column) => column.head === head)
  if (at === -1) throw new Error(`There is no column ${head} to draw`)
  return at
}

/** What an axis shows, by default the head of its column, and the unit. */
function labelOf(table: Table, head: string, label = head): string {
  const column = columnOf(table, head)
  const figure = table.rows
    .map(({ cells }) => cells[column])
    .find((cell) => typeof cell === 'object')
  const unit = figure?.unit ?? 'count'
  return unit === 'ratio' || unit === 'count' ? label : `${label} (${unit})`
}

const textOf = ({ value, unit }: Figure): string => valueText(value, unit)
