import type { Trace } from '../../call.ts'
import { levelsOf, peakOf } from '../../stretches.ts'
import { kindsToExplain, noCallsText, peakText, summaryLines, TRACK_LABEL } from '../captions.ts'
import { drawingOf, type DrawOptions } from '../options.ts'
import { sheetsFor, type Row, type Sheet } from '../rows.ts'
import { cutEnd, cutMiddle } from '../text.ts'
import { ticksFor } from '../ticks.ts'
import { LEAST_BODY, ROW, svgBar, type Chart } from './bar.ts'
import {
  CHAR,
  MARGIN,
  svgColumns,
  svgDocument,
  textAt,
  widthOf,
  type SvgColumns,
} from './document.ts'
import { svgAxis, svgLegend, svgMarks, svgTrack } from './parts.ts'
import { LINE, titleHeight, titleText } from './title.ts'

/** How a timeline is drawn as SVG. */
export interface SvgOptions extends Pick<
  DrawOptions,
  'title' | 'pack' | 'maxRows' | 'fromMs' | 'spanMs' | 'alignWith'
> {
  /** Width in pixels, 320 to 4000. Default 760. The picture has a `viewBox`, so it scales. */
  readonly width?: number
}

const TRACK = 26
const NAME = 'Timeline of calls'

/**
 * Draws a trace as an SVG document. It is the picture of {@link drawTimeline}, and each call has a
 * tooltip with all its facts. Ignores `setDrawingDefaults`.
 *
 * It follows the reader's light or dark scheme, or `data-theme="light"` or `"dark"` on the page's root
 * element or on the drawing. Bars and texts have the contrast that WCAG 2.2 AA requires. It has no
 * script and loads nothing, so you can put it into a page.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { toSvg } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, (api) => fetch(api.url('/products/1')))
 * const svg = toSvg(trace, { title: 'One call' })
 *
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"') // → true
 * svg.includes('/products/1: 100 ms, 200 ok') // → true
 * ```
 */
export function toSvg(trace: Trace, options: SvgOptions = {}): string {
  const { width: wanted, ...shared } = options
  const width = widthOf(wanted)
  const { title, ...drawing } = drawingOf(shared, {})
  if (trace.calls.length === 0) return noCalls(trace, title, width)
  const { sheet, others, peak } = sheetsFor(trace, { title, ...drawing })
  const { layout, rows } = sheet
  const columns = svgColumns([sheet, ...others], width)
  const chart: Chart = { left: columns.left, width: width - columns.left - columns.right }

  const marks = svgMarks(layout, chart)
  const marksTop = MARGIN + titleHeight(title)
  const rowsTop = marksTop + marks.height
  const ruleY = rowsTop + rows.length * ROW + 4
  const trackBox = { top: ruleY + 26, bottom: ruleY + 26 + TRACK }
  const kinds = kindsToExplain(
    rows.flatMap(({ kind, bars }) => (kind === 'rest' ? [] : bars)),
    {
      leastBody: LEAST_BODY / chart.width,
      wasted: rows.some(({ kind, bars }) => kind === 'call' && bars.some((bar) => bar.wasted)),
    },
  )
  const legendY = trackBox.bottom + LINE + 4
  const summaryY = kinds.length === 0 ? legendY : legendY + LINE
  const summary = summaryLines(
    trace,
    layout,
    Math.floor((width - 2 * MARGIN) / CHAR),
    drawing.glyphs,
  )
  const height = summaryY + (summary.length - 1) * LINE + MARGIN

  const parts = [
    titleText(title, width),
    svgAxis((most) => ticksFor(layout.fromMs, layout.spanMs, most), chart, {
      top: rowsTop,
      bottom: ruleY,
    }),
    marks.draw(marksTop, ruleY),
    ...rows.map((row, i) => svgRow(row, sheet, chart, columns, rowsTop + i * ROW)),
    textAt(columns.left - 8, trackBox.bottom, TRACK_LABEL, 'end'),
    svgTrack(layout.inFlight, chart, trackBox, peak),
    textAt(columns.measure, trackBox.bottom, peakText(layout.peak), 'end'),
    svgLegend(kinds, MARGIN, legendY),
    ...summary.map((line, i) => textAt(MARGIN, summaryY + i * LINE, line)),
  ]
  const told = rows.map(({ label, measure, verdict }) => `${label} ${measure} ${verdict}`.trim())
  return svgDocument(parts, {
    width,
    height,
    title: title || NAME,
    desc: [...summary, ...told].join('. '),
  })
}

function svgRow(
  row: Row,
  { names }: Sheet,
  chart: Chart,
  columns: SvgColumns,
  top: number,
): string {
  const baseline = top + ROW - 5
  const { kind, bars } = row
  const style = (kind === 'call' && bars[0]?.call.outcome) || ''
  return [
    textAt(columns.left - 8, baseline, cutMiddle(row.label, columns.labelLength, '…'), 'end'),
    kind === 'rest'
      ? svgRest(row, chart, top)
      : bars.map((bar) => svgBar(bar, chart, top, names, kind === 'lane')).join(''),
    textAt(columns.measure, baseline, row.measure, 'end'),
    textAt(
      columns.measure + CHAR,
      baseline,
      cutEnd(row.verdict, columns.verdictLength, '…'),
      style,
    ),
  ].join('')
}

function svgRest({ bars }: Row, chart: Chart, top: number): string {
  const levels = levelsOf(bars.map((bar) => ({ from: bar.waiting.from, to: bar.receiving.to })))
  return svgTrack(levels, chart, { top: top + 2, bottom: top + ROW - 3 }, peakOf(levels))
}

function noCalls(trace: Trace, title: string, width: number): string {
  const top = MARGIN + titleHeight(title)
  const text = noCallsText(trace)
  const parts = [titleText(title, width), textAt(MARGIN, top + 11, text)]
  return svgDocument(parts, {
    width,
    height: top + 11 + MARGIN,
    title: title || NAME,
    desc: text,
  })
}
