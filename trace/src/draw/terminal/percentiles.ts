import { NO_LATENCIES, percentilesText } from '../percentiles/captions.ts'
import { placeNames } from '../percentiles/names.ts'
import type { LatencyRun, PercentilesOptions } from '../percentiles/options.ts'
import { percentilesSheet, type PercentilesSheet, type RunRow } from '../percentiles/sheet.ts'
import { tableOf } from '../percentiles/table.ts'
import type { Glyphs } from '../glyphs.ts'
import { drawingOf, type Drawing } from '../options.ts'
import { columnsOf, cutMiddle, oneLine, padEnd, padStart } from '../text.ts'
import { wrapText } from '../wrap-text.ts'
import { columnAt, drawAxis } from './axis.ts'
import { BLANK, cellsOf, paint, type Cell } from './cells.ts'
import { GAP } from './columns.ts'
import { drawHeights } from './heights.ts'
import { titleLines } from './title.ts'

/** The most lines of all runs, and of the shape of a single one. */
const MOST_LINES = 12
const HIGHEST = 3

/**
 * Draws the latencies of runs on one axis: for each run how many calls took how long, with marks at the
 * median (`p50`), the 95th and 99th percentile and the maximum, and all numbers in a table below. The
 * percentiles are those of {@link percentiles}.
 *
 * The axis is linear, or logarithmic if the longest latency is more than 20 times the median. It says
 * which one. O(n log n) for n latencies.
 *
 * @example
 * ```ts
 * import { drawPercentiles } from '@overlap/trace'
 *
 * console.log(
 *   drawPercentiles(
 *     [
 *       { label: 'plain', latenciesMs: [90, 100, 100, 110, 400] },
 *       { label: 'hedged', latenciesMs: [90, 100, 100, 110, 210] },
 *     ],
 *     { width: 60, maxRows: 4 },
 *   ),
 * )
 * // → plain              ▄ ▇▄                                    ▄
 * //                        ▴p50                       p95 p99 max▴
 * //   hedged             ▄ ▇▄            ▄
 * //                        ▴p50          ▴p95 p99 max
 * //           ├────────────┬────────────┬────────────┬───────────┤
 * //           0 ms        100          200          300        400
 * //              p50     p95     p99     max  calls
 * //   plain   100 ms  400 ms  400 ms  400 ms      5
 * //   hedged  100 ms  210 ms  210 ms  210 ms      5
 * //   Calls by latency. A full column is 40 % of the calls.
 * ```
 */
export function drawPercentiles(
  runs: readonly LatencyRun[],
  options: PercentilesOptions = {},
): string {
  const drawing = drawingOf({ ...options, maxRows: options.maxRows ?? MOST_LINES })
  const title = titleLines(drawing)
  if (runs.every(({ latenciesMs }) => latenciesMs.length === 0)) {
    return [...title, NO_LATENCIES].join('\n')
  }
  const { ascii } = drawing.glyphs
  const widest = Math.max(...runs.map(({ label }) => columnsOf(oneLine(label, ascii))))
  const label = Math.min(widest, Math.floor(drawing.width * 0.3))
  const columns = drawing.width - label - GAP
  const sheet = percentilesSheet(runs, columns, ascii)
  return [...title, ...picture(sheet, { label, columns }, drawing)].join('\n')
}

function picture(
  sheet: PercentilesSheet,
  { label, columns }: { readonly label: number; readonly columns: number },
  { glyphs, color, width, maxRows }: Drawing,
): string[] {
  const lines = Math.max(1, Math.min(HIGHEST, Math.floor(maxRows / sheet.rows.length) - 1))
  const line = (name: string, cells: readonly Cell[]): string =>
    paint(
      [...cellsOf(padEnd(cutMiddle(name, label, glyphs.ellipsis), label + GAP)), ...cells],
      color,
    )
  const axis = drawAxis(sheet.axis.ticks, columns, glyphs, columns)
  return [
    ...sheet.rows.flatMap((row) => [
      ...drawHeights(row.shares, { scale: sheet.mostShare, lines, style: 'ok' }, glyphs).map(
        (cells, i) => line(i === lines - 1 ? row.label : '', cells),
      ),
      line('', drawMarks(row, columns, glyphs)),
    ]),
    line('', axis.rule),
    line('', axis.labels),
    ...tableLines(sheet.rows, columns).map((text, i) =>
      line(sheet.rows[i - 1]?.label ?? '', cellsOf(text, i === 0 ? 'faint' : 'plain')),
    ),
    ...wrapText(percentilesText(sheet), width).split('\n'),
  ]
}

/** Draws a sign below each percentile, and its name beside the sign if there is room. */
function drawMarks({ marks }: RunRow, columns: number, glyphs: Glyphs): Cell[] {
  const cells: Cell[] = Array.from({ length: columns }, () => BLANK)
  const places = marks.map(({ x, names }) => ({ at: columnAt(x, columns), names }))
  for (const { at } of places) cells[at] = { glyph: glyphs.markBelow, style: 'mark' }
  for (const { name, from } of placeNames(places, columns)) {
    cells.splice(from, name.length, ...cellsOf(name))
  }
  return cells
}

function tableLines(rows: readonly RunRow[], room: number): string[] {
  const { widths, lines } = tableOf(rows, room, GAP)
  return lines.map((texts) =>
    texts.map((text, i) => padStart(text, widths[i] ?? 0)).join(' '.repeat(GAP)),
  )
}
