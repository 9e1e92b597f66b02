import type { Glyphs } from '../glyphs.ts'
import type { Layout } from '../layout.ts'
import { cutEnd, oneLine } from '../text.ts'
import type { Tick } from '../ticks.ts'
import { BLANK, cellsOf, type Cell } from './cells.ts'

/** The fewest columns for a tick and its label. */
const COLUMNS_PER_TICK = 9

/** The column of a moment. */
export function columnAt(x: number, width: number): number {
  return Math.max(0, Math.min(width - 1, Math.floor(x * width + 1e-9)))
}

/**
 * Draws the rule under the bars, and the labels under the rule.
 *
 * @param ticks - makes about so many ticks, or fewer
 * @param room - the columns for the labels, which may be more than those of the rule
 */
export function drawAxis(
  ticks: (most: number) => Tick[],
  width: number,
  glyphs: Glyphs,
  room = Infinity,
): { rule: Cell[]; labels: Cell[] } {
  const rule = cellsOf(glyphs.rule.repeat(width), 'faint')
  rule[width - 1] = { glyph: glyphs.ruleEnd, style: 'faint' }
  const labels: Cell[] = []
  for (const { x, label } of ticks(width / COLUMNS_PER_TICK)) {
    const column = columnAt(x, width)
    if (column < width - 1) rule[column] = { glyph: glyphs.ruleTick, style: 'faint' }
    // The number is centred under its tick, and the unit follows it.
    const number = label.split(' ', 1)[0] ?? label
    const at = Math.min(Math.max(0, column - Math.floor(number.length / 2)), room - label.length)
    if (at > labels.length || at === 0) write(labels, at, cellsOf(label, 'faint'))
  }
  rule[0] = { glyph: glyphs.ruleStart, style: 'faint' }
  return { rule, labels }
}

function write(line: Cell[], at: number, cells: readonly Cell[]): void {
  while (line.length < at) line.push(BLANK)
  line.splice(at, cells.length, ...cells)
}

/** The most lines of labels. A mark whose label does not fit only gets its vertical line. */
const MOST_LINES = 4

/** Draws a vertical line for each mark, in the blank cells of its column. */
export function drawMarks(
  line: readonly Cell[],
  columns: readonly number[],
  glyph: string,
): Cell[] {
  const marked = [...line]
  for (const column of columns) {
    while (marked.length <= column) marked.push(BLANK)
    if (marked[column] === BLANK) marked[column] = { glyph, style: 'mark' }
  }
  return marked
}

/** The columns of a layout's marks. */
export function markColumns({ marks }: Pick<Layout, 'marks'>, width: number): number[] {
  return marks.map(({ x }) => columnAt(x, width))
}

/** Draws the labels of the marks, in as few lines as possible. */
export function drawMarkLabels(
  layout: Pick<Layout, 'marks'>,
  width: number,
  glyphs: Glyphs,
): Cell[][] {
  // Placed from the right, so that a label only meets labels and lines that begin to its right.
  const lines: { cells: Cell[]; columns: number[] }[] = []
  for (const { x, label } of layout.marks.toSorted((a, b) => b.x - a.x)) {
    const column = columnAt(x, width)
    const text = labelCells(oneLine(label, glyphs.ascii), column, width, glyphs)
    let line = lines.find(({ cells }) => fits(cells, text))
    if (line === undefined && lines.length < MOST_LINES) {
      line = { cells: Array.from({ length: width }, () => BLANK), columns: [] }
      lines.push(line)
    }
    if (line === undefined) continue
    line.cells.splice(text.at, text.cells.length, ...text.cells)
    for (const below of lines.slice(0, lines.indexOf(line))) below.columns.push(column)
  }
  return lines.map(({ cells, columns }) => drawMarks(cells, columns, glyphs.mark)).toReversed()
}

interface Label {
  readonly at: number
  readonly cells: readonly Cell[]
}

/** Puts a label to the right of its mark, or to the left if there is more room. */
function labelCells(text: string, column: number, width: number, glyphs: Glyphs): Label {
  const right = width - column - 2
  const room = Math.max(right, column - 1)
  const label = cellsOf(cutEnd(text, room, glyphs.ellipsis))
  const sign = cellsOf(glyphs.markLabel, 'mark')
  const space = cellsOf(' ')
  if (label.length <= right) return { at: column, cells: [...sign, ...space, ...label] }
  return { at: column - 1 - label.length, cells: [...label, ...space, ...sign] }
}

/** Whether the columns of a label, and one more on either side, are blank. */
function fits(line: readonly Cell[], { at, cells }: Label): boolean {
  return line.slice(Math.max(0, at - 1), at + cells.length + 1).every((cell) => cell === BLANK)
}
