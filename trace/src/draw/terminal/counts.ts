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
  type CountsSheet,
} from '../counts/sheet.ts'
import type { Glyphs } from '../glyphs.ts'
import { drawingOf, type Drawing } from '../options.ts'
import { columnsOf, cutEnd, cutMiddle, padEnd } from '../text.ts'
import { ticksFor } from '../ticks.ts'
import { wrapText } from '../wrap-text.ts'
import { columnAt, drawAxis, drawMarkLabels, drawMarks, markColumns } from './axis.ts'
import { BLANK, cellsOf, paint, type Cell } from './cells.ts'
import { GAP } from './columns.ts'
import { drawHeights } from './heights.ts'
import { titleLines } from './title.ts'

/** The most lines of rows, and of a single row. */
const MOST_LINES = 12
const HIGHEST = 3

/**
 * Draws what happened to hundreds or thousands of calls: how many were sent, answered, failed and
 * aborted in each slice of time, and how many were in flight and queued in the server. A row counts one of
 * these, and its numbers are beside it: the highest column and the sum of all columns.
 *
 * A mark `name: state`, such as `breaker: open`, begins a state in the band of that name. It lasts until
 * the next mark of that name; `breaker:` ends it. O(n log n) for n calls.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { drawCounts } from '@overlap/trace'
 *
 * const { trace } = await simulate({ capacity: { slots: 2, queue: 6, serviceMs: 100 } }, (api) =>
 *   Promise.all(Array.from({ length: 12 }, (_, i) => fetch(api.url(`/products/${i + 1}`)))),
 * )
 * console.log(drawCounts(trace, { width: 60, maxRows: 5 }))
 * // → sent       ▇                                   max 12 of 12
 * //   answered           ▂       ▂        ▂       ▂  max  2 of  8
 * //   failed     ▃                                   max  4 of  4
 * //   in flight  ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▂▂▂▂▂▂▂▂▂  max  8
 * //   queued     ▆▆▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▂▂▂▂▂▂▂▂           max  6
 * //              ├───────────────┬────────────────┤
 * //              0 ms           200              400
 * //   Each column is 12 ms. Full height is 12 calls (in flight,
 * //   queued: 8).
 * //   makespan 400 ms, peak 8 in flight, 12 calls, 4 × 503
 * ```
 */
export function drawCounts(trace: Trace, options: CountsOptions = {}): string {
  const drawing = drawingOf({ ...options, maxRows: options.maxRows ?? MOST_LINES })
  const title = titleLines(drawing)
  if (trace.calls.length === 0) return [...title, noCallsText(trace)].join('\n')
  const columns = columnsFor(trace, options, drawing)
  const sheet = countsSheet(trace, options, drawing, columns.chart)
  return [...title, ...picture(trace, sheet, columns, drawing)].join('\n')
}

/** The columns of a line: label, gap, at most so many for the chart, gap, measure. */
interface Columns {
  readonly label: number
  readonly chart: number
  readonly measure: number
}

function columnsFor(trace: Trace, options: CountsOptions, drawing: Drawing): Columns {
  const { labels, measure: numbers } = longestOf(trace, options, drawing)
  const label = Math.min(Math.max(...labels.map(columnsOf)), Math.floor(drawing.width * 0.3))
  const measure = numbers.length
  return { label, measure, chart: drawing.width - label - measure - 2 * GAP }
}

function picture(
  trace: Trace,
  sheet: CountsSheet,
  { label, measure: most }: Columns,
  drawing: Drawing,
): string[] {
  const { glyphs, color, width } = drawing
  const { rows, slices } = sheet
  const marks = markColumns(sheet, slices)
  const axis = drawAxis(
    (most) => ticksFor(sheet.fromMs, sheet.spanMs, most),
    slices,
    glyphs,
    width - label - GAP,
  )
  const measures = measuresOf(rows)
  const lines = Math.max(1, Math.min(HIGHEST, Math.floor(drawing.maxRows / rows.length)))
  const line = (name: string, chart: readonly Cell[], measure = ''): string =>
    paint(
      [
        ...cellsOf(padEnd(cutMiddle(name, label, glyphs.ellipsis), label + GAP)),
        ...chart,
        ...cellsOf(' '.repeat(Math.max(0, slices + GAP - chart.length)) + measure),
      ],
      color,
    )
  return [
    ...drawMarkLabels(sheet, slices, glyphs).map((cells) => line('', cells)),
    ...rows.flatMap((row, i) =>
      drawHeights(row.counts, { scale: sheet.scale[row.kind], lines, style: row.tone }, glyphs).map(
        (cells, n) => {
          const last = n === lines - 1
          const chart = drawMarks(cells, marks, glyphs.mark)
          return line(last ? row.label : '', chart, last ? measures[i] : '')
        },
      ),
    ),
    ...sheet.bands.map((band) =>
      line(
        band.label,
        drawMarks(drawBand(band, slices, glyphs), marks, glyphs.mark),
        cutEnd(statesText(band, glyphs.times), most, glyphs.ellipsis),
      ),
    ),
    line('', axis.rule),
    line('', axis.labels),
    ...wrapText(scaleText(sheet), width).split('\n'),
    ...summaryLines(trace, sheet, width, glyphs),
  ]
}

/** Draws states as shaded stretches with their names. Neighbours have different shades. */
function drawBand({ spans }: BandRow, width: number, { shades, ellipsis }: Glyphs): Cell[] {
  const cells: Cell[] = Array.from({ length: width }, () => BLANK)
  for (const [i, { from, to, text }] of spans.entries()) {
    const start = columnAt(from, width)
    const end = Math.max(start + 1, Math.min(width, Math.round(to * width)))
    const shade = shades[i % shades.length] ?? ''
    const name = nameIn(text, end - start, ellipsis)
    const stretch = [
      ...cellsOf(shade, 'mark'),
      ...cellsOf(name),
      ...cellsOf(shade.repeat(Math.max(0, end - start - 1 - columnsOf(name))), 'mark'),
    ]
    cells.splice(start, stretch.length, ...stretch)
  }
  return cells
}

/** The name of a state of so many columns, or as much of it as fits. */
function nameIn(text: string, columns: number, ellipsis: string): string {
  const length = columnsOf(text)
  if (length + 4 <= columns) return ` ${text} `
  if (length + 1 <= columns) return text
  return columns >= 8 ? cutEnd(text, columns - 1, ellipsis) : ''
}
