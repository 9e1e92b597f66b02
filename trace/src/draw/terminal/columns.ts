import { peakText, TRACK_LABEL } from '../captions.ts'
import type { Sheet } from '../rows.ts'
import { columnsOf } from '../text.ts'

/** The columns of a line: label, gap, chart, gap, measure, gap, verdict. */
export interface Columns {
  readonly label: number
  readonly chart: number
  readonly measure: number
  readonly verdict: number
}

/** The width of a gap. */
export const GAP = 2

/** Divides a line: the labels and verdicts of all sheets fit, and the chart gets the rest. */
export function columnsFor(sheets: readonly Sheet[], width: number): Columns {
  const rows = sheets.flatMap((sheet) => sheet.rows)
  const peaks = sheets.map(({ layout }) => peakText(layout.peak).length)
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(columnsOf))
  const label = Math.min(
    Math.max(TRACK_LABEL.length, widest(rows.map((row) => row.label))),
    Math.floor(width * 0.3),
  )
  const verdict = Math.min(widest(rows.map((row) => row.verdict)), Math.floor(width * 0.25))
  const measure = Math.max(...peaks, widest(rows.map((row) => row.measure)))
  // On a narrow screen, keep the verdict and drop the duration: the bar shows it, too.
  const roomy = verdict === 0 || width >= 60
  const right = roomy ? [measure, verdict] : [Math.max(verdict, ...peaks)]
  const gaps = GAP * (1 + right.filter((columns) => columns > 0).length)
  return {
    label,
    chart: width - label - gaps - right.reduce((sum, columns) => sum + columns, 0),
    measure: roomy ? measure : 0,
    verdict: roomy ? verdict : Math.max(verdict, ...peaks),
  }
}
