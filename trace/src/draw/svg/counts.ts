import type { Trace } from '../../call.ts'
import { noCallsText, summaryLines } from '../captions.ts'
import type { CountsOptions } from '../counts/options.ts'
import {
  countsSheet,
  longestOf,
  measuresOf,
  scaleText,
  statesText,
  type BandRow,
  type CountRow,
  type CountsSheet,
  type Longest,
} from '../counts/sheet.ts'
import { drawingOf } from '../options.ts'
import { columnsOf, cutEnd, cutMiddle } from '../text.ts'
import { ticksFor } from '../ticks.ts'
import { wrapText } from '../wrap-text.ts'
import type { Chart } from './bar.ts'
import { CHAR, element, escapeXml, MARGIN, svgDocument, textAt, widthOf } from './document.ts'
import { svgAxis, svgMarks } from './parts.ts'
import { svgHeights } from './heights.ts'
import { LINE, titleHeight, titleText } from './title.ts'

/** How counts over time are drawn as SVG. */
export interface CountsSvgOptions extends Pick<
  CountsOptions,
  'title' | 'fromMs' | 'spanMs' | 'alignWith' | 'series' | 'counted' | 'bands'
> {
  /** Width in pixels, 320 to 4000. Default 760. The picture has a `viewBox`, so it scales. */
  readonly width?: number
}

const ROW = 32
const BAND = 18
/** The least width of a slice. */
const SLICE = 6
const NAME = 'Calls over time'

/**
 * Draws the picture of {@link drawCounts} as an SVG document, with more and thinner slices of time. Each
 * row has a tooltip with its numbers. Ignores `setDrawingDefaults`, and follows the reader's light or dark
 * scheme, as `toSvg` does.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { countsToSvg } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) =>
 *   Promise.all(Array.from({ length: 50 }, (_, i) => fetch(api.url(`/products/${i + 1}`)))),
 * )
 * const svg = countsToSvg(trace, { title: 'Fifty calls' })
 *
 * svg.includes('sent, max 50 of 50') // → true
 * ```
 */
export function countsToSvg(trace: Trace, options: CountsSvgOptions = {}): string {
  const { width: wanted, ...shared } = options
  const width = widthOf(wanted)
  const drawing = drawingOf(shared, {})
  const { title } = drawing
  const top = MARGIN + titleHeight(title)
  if (trace.calls.length === 0) {
    const text = noCallsText(trace)
    const parts = [titleText(title, width), textAt(MARGIN, top + 11, text)]
    const height = top + 11 + MARGIN
    return svgDocument(parts, { width, height, title: title || NAME, desc: text })
  }
  const columns = columnsFor(longestOf(trace, shared, drawing), width)
  const most = Math.max(1, Math.floor(columns.chart / SLICE))
  return page(trace, countsSheet(trace, shared, drawing, most), columns, { width, title, top })
}

/** Places across the page, in pixels, and lengths, in characters. */
interface Columns {
  readonly left: number
  /** The most width of the chart. */
  readonly chart: number
  readonly label: number
  readonly measure: number
}

function columnsFor({ labels, measure: numbers }: Longest, width: number): Columns {
  const most = Math.floor((width * 0.27) / CHAR)
  const label = Math.min(most, Math.max(...labels.map(columnsOf)))
  const measure = Math.min(most, numbers.length)
  const left = MARGIN + label * CHAR + 8
  return { left, label, measure, chart: width - left - measure * CHAR - 10 - MARGIN }
}

interface Page {
  readonly width: number
  readonly title: string
  readonly top: number
}

function page(
  trace: Trace,
  sheet: CountsSheet,
  columns: Columns,
  { width, title, top }: Page,
): string {
  const { left } = columns
  const slice = columns.chart / sheet.slices
  const chart: Chart = { left, width: Math.floor(slice) * sheet.slices }
  const marks = svgMarks(sheet, chart)
  const rowsTop = top + marks.height
  const bandsTop = rowsTop + sheet.rows.length * ROW + 4
  const ruleY = bandsTop + sheet.bands.length * BAND + 4
  const characters = Math.floor((width - 2 * MARGIN) / CHAR)
  const { glyphs } = drawingOf({}, {})
  const summary = [
    ...wrapText(scaleText(sheet), characters).split('\n'),
    ...summaryLines(trace, sheet, characters, glyphs),
  ]
  const summaryY = ruleY + 20 + LINE
  const measures = measuresOf(sheet.rows)
  const right = chart.left + chart.width + 10
  const label = (text: string, baseline: number): string =>
    textAt(left - 8, baseline, cutMiddle(text, columns.label, '…'), 'end')
  const states = (band: BandRow): string =>
    cutEnd(statesText(band, glyphs.times), columns.measure, '…')
  const parts = [
    titleText(title, width),
    svgAxis((n) => ticksFor(sheet.fromMs, sheet.spanMs, n), chart, { top: rowsTop, bottom: ruleY }),
    marks.draw(top, ruleY),
    ...sheet.rows.flatMap((row, i) => {
      const bottom = rowsTop + (i + 1) * ROW
      return [
        label(row.label, bottom),
        svgRow(row, sheet, chart, bottom, measures[i] ?? ''),
        textAt(right, bottom, compact(measures[i])),
      ]
    }),
    ...sheet.bands.flatMap((band, i) => {
      const y = bandsTop + i * BAND
      return [
        label(band.label, y + 13),
        svgBand(band, chart, y),
        textAt(right, y + 13, states(band)),
      ]
    }),
    ...summary.map((line, i) => textAt(MARGIN, summaryY + i * LINE, line)),
  ]
  const told = [
    ...sheet.rows.map((row, i) => `${row.label}, ${compact(measures[i])}`),
    ...sheet.bands.map((band) => `${band.label}: ${statesText(band, glyphs.times)}`),
  ]
  const height = summaryY + (summary.length - 1) * LINE + MARGIN
  const desc = [...summary, ...told].join('. ')
  return svgDocument(parts, { width, height, title: title || NAME, desc })
}

/** Without the spaces that put numbers below each other, which SVG ignores. */
const compact = (text = ''): string => text.replace(/ +/gu, ' ')

const CLASSES: Readonly<Record<string, string>> = { plain: 'faint', mark: 'counted' }

function svgRow(
  row: CountRow,
  sheet: CountsSheet,
  chart: Chart,
  bottom: number,
  measure: string,
): string {
  const box = { top: bottom - ROW + 5, bottom }
  const story = element('title', {}, escapeXml(`${row.label}, ${compact(measure)}`))
  const heights = svgHeights(row.counts, sheet.scale[row.kind], chart, box)
  const path = element('path', { class: CLASSES[row.tone] ?? row.tone, d: heights })
  return element('g', {}, story + path)
}

/** Draws states as boxes with their names, or as much of them as fits. */
function svgBand({ label, spans }: BandRow, { left, width }: Chart, top: number): string {
  const boxes = spans.map(({ from, to, text }) => {
    const x = left + from * width
    const length = Math.max(2, (to - from) * width - 1)
    const room = Math.floor((length - 6) / CHAR)
    const name = columnsOf(text) <= room || room >= 4 ? cutEnd(text, room, '…') : ''
    const story = element('title', {}, escapeXml(`${label}: ${text}`))
    const box = element('rect', { class: 'band', x, y: top + 2, width: length, height: 14, rx: 2 })
    return element('g', {}, story + box + textAt(x + 4, top + 13, name))
  })
  return boxes.join('')
}
