import { drawBar } from './bar-cells.ts'
import type { Cell } from './cells.ts'
import { BLANK } from './cells.ts'
import type { Glyphs } from './glyphs.ts'
import { countOverlaps } from './in-flight.ts'
import type { Names } from './names.ts'
import type { Row } from './rows.ts'
import { columnPeaks, drawHeights } from './track.ts'
import { signOf } from './verdict.ts'

/** The chart part of a row. */
export interface DrawnRow {
  readonly cells: readonly Cell[]
  /** Whether some column of a lane stands for several calls. */
  readonly several: boolean
}

/** Draws a row's bars on an axis of `width` columns. */
export function drawRow(
  row: Row,
  width: number,
  names: Names,
  glyphs: Glyphs,
  ascii: boolean,
): DrawnRow {
  if (row.kind === 'rest') return drawRest(row, width, glyphs)
  const lane = row.kind === 'lane'
  const cells: Cell[] = Array.from({ length: width }, () => BLANK)
  let several = false
  for (const bar of row.bars) {
    const { call } = bar
    const drawn = drawBar(bar, width, glyphs, {
      lane,
      name: lane ? names.short(call) : '',
      sign: lane || call.outcome === 'pending' ? signOf(call, ascii) : '',
    })
    for (const [i, cell] of drawn.cells.entries()) {
      const column = drawn.from + i
      const taken = cells[column] !== BLANK
      cells[column] = taken ? { glyph: glyphs.several, style: 'plain' } : cell
      several ||= taken
    }
  }
  return { cells, several }
}

/** Calls that found no row, as how many of them had not ended. */
function drawRest({ bars }: Row, width: number, glyphs: Glyphs): DrawnRow {
  const lasting = bars.map((bar) => ({ from: bar.waiting.from, to: bar.receiving.to }))
  const peaks = columnPeaks(countOverlaps(lasting), width)
  return { cells: drawHeights(peaks, Math.max(1, ...peaks), glyphs), several: false }
}
