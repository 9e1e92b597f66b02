import { levelsOf, peaksPerSlice, type Level } from '../../stretches.ts'
import type { Glyphs } from '../glyphs.ts'
import type { Bar } from '../layout.ts'
import type { Names } from '../names.ts'
import type { Row } from '../rows.ts'
import { columnAt } from './axis.ts'
import { drawBar } from './bar.ts'
import { BLANK, type Cell } from './cells.ts'
import { drawTrack } from './track.ts'

/** The chart part of a row. */
export interface DrawnRow {
  readonly cells: readonly Cell[]
  /** The bars that were drawn with their stretches. Empty for a row that sums up calls. */
  readonly bars: readonly Bar[]
  /** Whether some calls were too short to be drawn one by one. */
  readonly several: boolean
  /** Whether wasted work was drawn. Lanes omit it, and so do bars where it is under a column. */
  readonly wasted: boolean
}

/** The columns per call in a lane, on average, below which the lane is drawn as a whole. */
const COLUMNS_PER_CALL = 2

/** Draws a row's bars on an axis of `width` columns. */
export function drawRow(row: Row, width: number, names: Names, glyphs: Glyphs): DrawnRow {
  if (row.kind === 'rest') return drawRest(row, width, glyphs)
  if (row.kind === 'lane') {
    const crowded = row.bars.length * COLUMNS_PER_CALL > width
    return crowded ? drawCrowd(row, width, glyphs) : drawLane(row, width, names, glyphs)
  }
  const cells: Cell[] = Array.from({ length: width }, () => BLANK)
  for (const bar of row.bars) {
    const sign = bar.call.outcome === 'pending' ? glyphs.signs.pending : ''
    const drawn = drawBar(bar, width, glyphs, { lane: false, name: '', sign })
    cells.splice(drawn.from, drawn.cells.length, ...drawn.cells)
  }
  const wasted = cells.some((cell) => cell.glyph === glyphs.wasted && cell.style === 'faint')
  return { cells, bars: row.bars, several: false, wasted }
}

function drawLane({ bars }: Row, width: number, names: Names, glyphs: Glyphs): DrawnRow {
  const cells: Cell[] = Array.from({ length: width }, () => BLANK)
  const signs = new Set<number>()
  let several = false
  for (const bar of bars) {
    const finish = { lane: true, name: names.short(bar.call), sign: glyphs.signs[bar.call.outcome] }
    const drawn = drawBar(bar, width, glyphs, finish)
    for (const [i, cell] of drawn.cells.entries()) {
      const column = drawn.from + i
      const taken = cells[column] !== BLANK
      const signed = finish.sign !== '' && i === drawn.cells.length - 1
      if (!taken || signed) cells[column] = cell
      // A failure matters more than the fact that another call happened in the same column.
      else if (!signs.has(column)) cells[column] = { glyph: glyphs.several, style: 'plain' }
      if (signed) signs.add(column)
      several ||= taken
    }
  }
  return { cells, bars, several, wasted: false }
}

/** Draws a lane of very short calls: when it was busy, and where a call failed. */
function drawCrowd({ bars }: Row, width: number, glyphs: Glyphs): DrawnRow {
  const cells: Cell[] = peaksPerSlice(levelsIn(bars), width).map((calls) =>
    calls === 0 ? BLANK : { glyph: glyphs.several, style: 'ok' },
  )
  for (const { call, receiving } of bars) {
    const sign = glyphs.signs[call.outcome]
    if (sign !== '') cells[columnAt(receiving.to, width)] = { glyph: sign, style: call.outcome }
  }
  return { cells, bars: [], several: true, wasted: false }
}

/** Draws how many of the calls without a row are in flight, over time. */
function drawRest({ bars }: Row, width: number, glyphs: Glyphs): DrawnRow {
  return {
    cells: drawTrack(levelsIn(bars), width, undefined, glyphs),
    bars: [],
    several: false,
    wasted: false,
  }
}

function levelsIn(bars: Row['bars']): Level[] {
  return levelsOf(bars.map((bar) => ({ from: bar.waiting.from, to: bar.receiving.to })))
}
