import type { Trace } from '../../call.ts'
import { legendLines, noCallsText, peakText, summaryLines, TRACK_LABEL } from '../captions.ts'
import type { Glyphs } from '../glyphs.ts'
import { drawingOf, type Drawing, type DrawOptions } from '../options.ts'
import { sheetsFor, type Row, type Sheet } from '../rows.ts'
import { columnsOf, cutEnd, cutMiddle, padEnd, padStart } from '../text.ts'
import { ticksFor } from '../ticks.ts'
import { drawAxis, drawMarkLabels, drawMarks, markColumns } from './axis.ts'
import { LEAST_BODY } from './bar.ts'
import { cellsOf, paint, type Cell, type Style } from './cells.ts'
import { columnsFor, GAP, type Columns } from './columns.ts'
import { drawRow } from './row.ts'
import { titleLines } from './title.ts'
import { drawTrack } from './track.ts'

/**
 * Draws a trace as lines for a terminal. Each call has a bar on one time axis. The number of calls in
 * flight is below, and the makespan and the peak are in the last line.
 *
 * A bar is thin until the headers arrive, and thick while the body arrives. The outcome follows the bar,
 * unless it is `ok`. A bar is accurate to one column. O(n log n) for n calls.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { drawTimeline } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, async (api) => {
 *   await fetch(api.url('/products/1'))
 *   await Promise.all([fetch(api.url('/products/2')), fetch(api.url('/products/0'))])
 * })
 * console.log(drawTimeline(trace, { title: 'One, then two', width: 60 }))
 * // → One, then two
 * //   /products/1  ━━━━━━━━━━━━━━━━━                   100 ms
 * //   /products/2                   ━━━━━━━━━━━━━━━━━  100 ms
 * //   /products/0                   ━━━━━━━━━━━━━━━━━  100 ms  404
 * //                ├────────────────┬───────────────┤
 * //                0 ms            100             200
 * //   in flight    1────────────────2────────────────  peak 2
 * //   makespan 200 ms, peak 2 in flight, 3 calls, 1 × 404
 * ```
 */
export function drawTimeline(trace: Trace, options: DrawOptions = {}): string {
  const drawing = drawingOf(options)
  const title = titleLines(drawing)
  if (trace.calls.length === 0) return [...title, noCallsText(trace)].join('\n')

  const { sheet, others, peak } = sheetsFor(trace, drawing)
  const columns = columnsFor([sheet, ...others], drawing.width)
  const lines = picture(trace, sheet, columns, peak, drawing)
  return (drawing.brief ? lines : [...title, ...lines]).join('\n')
}

function picture(
  trace: Trace,
  { layout, names, rows }: Sheet,
  columns: Columns,
  peak: number,
  drawing: Drawing,
): string[] {
  const { glyphs } = drawing
  const width = columns.chart
  const marks = markColumns(layout, width)
  const line = lineMaker(columns, drawing.color, glyphs)
  const drawn = rows.map((row) => drawRow(row, width, names, glyphs))
  const axis = drawAxis((most) => ticksFor(layout.fromMs, layout.spanMs, most), width, glyphs)
  const seen = {
    several: drawn.some((row) => row.several),
    wasted: drawn.some((row) => row.wasted),
    leastBody: LEAST_BODY / width,
  }
  const legend = legendLines(
    drawn.flatMap((row) => row.bars),
    seen,
    drawing.width,
    glyphs,
  )
  const bars = [
    ...drawMarkLabels(layout, width, glyphs).map((cells) => line('', cells)),
    ...rows.map((row, i) => {
      const cells = drawMarks(drawn[i]?.cells ?? [], marks, glyphs.mark)
      return line(row.label, cells, row.measure, row.verdict, styleOf(row))
    }),
  ]
  if (drawing.brief) return [...briefTitle(drawing, columns, axis.labels), ...bars]
  return [
    ...bars,
    ...(drawing.axis ? [line('', axis.rule), line('', axis.labels)] : []),
    line(TRACK_LABEL, drawTrack(layout.inFlight, width, peak, glyphs), peakText(layout.peak)),
    ...legend.map((text) => paint(cellsOf(text, 'faint'), drawing.color)),
    ...summaryLines(trace, layout, drawing.width, glyphs),
  ]
}

/** The title and the numbers of the axis, in one line if the title is as short as a label. */
function briefTitle(drawing: Drawing, columns: Columns, labels: readonly Cell[]): string[] {
  const title = titleLines(drawing)
  if (!drawing.axis) return title
  const width = columnsOf(title[0] ?? '')
  const margin = ' '.repeat(columns.label + GAP)
  const numbers = paint(labels, drawing.color)
  if (width > columns.label) return [...title, margin + numbers]
  return [`${title[0] ?? ''}${margin.slice(width)}${numbers}`]
}

function styleOf({ kind, bars }: Row): Style {
  return (kind === 'call' && bars[0]?.call.outcome) || 'plain'
}

type MakeLine = (
  label: string,
  chart: readonly Cell[],
  measure?: string,
  verdict?: string,
  style?: Style,
) => string

function lineMaker(columns: Columns, color: boolean, glyphs: Glyphs): MakeLine {
  const gap = ' '.repeat(GAP)
  return (label, chart, measure = '', verdict = '', style = 'plain') => {
    const name = cutMiddle(label, columns.label, glyphs.ellipsis)
    const right = columns.measure > 0 ? gap + padStart(measure, columns.measure) : ''
    const last = columns.measure > 0 ? verdict : verdict || measure
    return paint(
      [
        ...cellsOf(padEnd(name, columns.label) + gap),
        ...chart,
        ...cellsOf(' '.repeat(Math.max(0, columns.chart - chart.length))),
        ...cellsOf(right),
        ...cellsOf(gap + cutEnd(last, columns.verdict, glyphs.ellipsis), style),
      ],
      color,
    )
  }
}
