import { NO_LATENCIES, percentilesText } from '../percentiles/captions.ts'
import { placeNames } from '../percentiles/names.ts'
import type { LatencyRun } from '../percentiles/options.ts'
import { percentilesSheet, type PercentilesSheet, type RunRow } from '../percentiles/sheet.ts'
import { tableOf } from '../percentiles/table.ts'
import { columnsOf, cutMiddle, oneLine } from '../text.ts'
import { wrapText } from '../wrap-text.ts'
import type { Chart } from './bar.ts'
import { CHAR, element, escapeXml, MARGIN, svgDocument, textAt, widthOf } from './document.ts'
import { svgHeights } from './heights.ts'
import { svgAxis } from './parts.ts'
import { LINE, titleHeight, titleText } from './title.ts'

/** How the percentiles of runs are drawn as SVG. */
export interface PercentilesSvgOptions {
  /** A line above the picture. Default none. */
  readonly title?: string
  /** Width in pixels, 320 to 4000. Default 760. The picture has a `viewBox`, so it scales. */
  readonly width?: number
}

/** The height of a run: its shape, and the names of the percentiles below. */
const SHAPE = 40
const ROW = SHAPE + 22
/** The width of a column of the shape. */
const COLUMN = 4
/** The characters between two columns of the table. */
const GAP = 2
const NAME = 'Latencies of calls'

/**
 * Draws the picture of {@link drawPercentiles} as an SVG document. Ignores `setDrawingDefaults`, and
 * follows the reader's light or dark scheme, as `toSvg` does.
 *
 * @example
 * ```ts
 * import { percentilesToSvg } from '@overlap/trace'
 *
 * const svg = percentilesToSvg([{ label: 'plain', latenciesMs: [90, 100, 100, 110, 400] }])
 *
 * svg.includes('plain: p50 100 ms, p95 400 ms, p99 400 ms, max 400 ms, calls 5') // → true
 * ```
 */
export function percentilesToSvg(
  runs: readonly LatencyRun[],
  { title = '', width: wanted }: PercentilesSvgOptions = {},
): string {
  const width = widthOf(wanted)
  const top = MARGIN + titleHeight(title)
  if (runs.every(({ latenciesMs }) => latenciesMs.length === 0)) {
    const parts = [titleText(title, width), textAt(MARGIN, top + 11, NO_LATENCIES)]
    const height = top + 11 + MARGIN
    return svgDocument(parts, { width, height, title: title || NAME, desc: NO_LATENCIES })
  }
  const longest = Math.max(...runs.map(({ label }) => columnsOf(oneLine(label))))
  const label = Math.min(longest, Math.floor((width * 0.27) / CHAR))
  const left = MARGIN + label * CHAR + 8
  const chart: Chart = { left, width: width - left - 2 * MARGIN }
  const sheet = percentilesSheet(runs, Math.floor(chart.width / COLUMN), false)
  const ruleY = top + sheet.rows.length * ROW
  const room = Math.floor(chart.width / CHAR)
  const { widths, lines } = tableOf(sheet.rows, room - GAP, GAP)
  const tableY = ruleY + 22 + LINE
  const caption = wrapText(percentilesText(sheet), Math.floor((width - 2 * MARGIN) / CHAR)).split(
    '\n',
  )
  const captionY = tableY + lines.length * LINE + 4
  const name = (text: string, baseline: number): string =>
    textAt(left - 8, baseline, cutMiddle(text, label, '…'), 'end')
  const parts = [
    titleText(title, width),
    svgAxis(sheet.axis.ticks, chart, { top, bottom: ruleY }),
    ...sheet.rows.flatMap((row, i) => [
      name(row.label, top + i * ROW + SHAPE),
      svgRun(row, sheet, chart, top + i * ROW),
      name(row.label, tableY + (i + 1) * LINE),
    ]),
    ...lines.flatMap((texts, i) =>
      texts.map((text, column) => {
        const characters = widths.slice(0, column + 1).reduce((sum, n) => sum + n + GAP, 0)
        return textAt(
          left + characters * CHAR,
          tableY + i * LINE,
          text,
          i === 0 ? 'faint end' : 'end',
        )
      }),
    ),
    ...caption.map((line, i) => textAt(MARGIN, captionY + i * LINE, line)),
  ]
  const told = sheet.rows.map((row, i) => storyOf(row, lines[0] ?? [], lines[i + 1] ?? []))
  const height = captionY + (caption.length - 1) * LINE + MARGIN
  const desc = [...caption, ...told].join(' ')
  return svgDocument(parts, { width, height, title: title || NAME, desc })
}

/** `plain: p50 100 ms, max 400 ms`. */
function storyOf({ label }: RunRow, headings: readonly string[], texts: readonly string[]): string {
  return `${label}: ${headings.map((heading, i) => `${heading} ${texts[i]}`).join(', ')}`
}

/** Draws the shape of a run, with a line down to each percentile's name. */
function svgRun(row: RunRow, sheet: PercentilesSheet, chart: Chart, top: number): string {
  const bottom = top + SHAPE
  const heights = svgHeights(row.shares, sheet.mostShare, chart, { top: top + 6, bottom })
  const places = row.marks.map(({ x, names }) => ({ at: (x * chart.width) / CHAR, names }))
  const lines = places.map(({ at }) => {
    const x = chart.left + at * CHAR
    return element('line', { class: 'mark', x1: x, x2: x, y1: top + 4, y2: bottom + 14 })
  })
  const names = placeNames(places, chart.width / CHAR + 1).map(({ name, from, isAfter }) => {
    const x = chart.left + (isAfter ? from - 0.5 : from + name.length - 0.5) * CHAR
    return textAt(x, bottom + 14, name, isAfter ? '' : 'end')
  })
  const path = element('path', { class: 'ok', d: heights })
  return element(
    'g',
    {},
    element('title', {}, escapeXml(row.label)) + path + lines.join('') + names.join(''),
  )
}
