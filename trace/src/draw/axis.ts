import type { Cell } from './cells.ts'
import { BLANK, cellsOf } from './cells.ts'
import type { Glyphs } from './glyphs.ts'
import type { Layout } from './layout.ts'
import { ticksFor } from './ticks.ts'

/** Columns that a tick and its label take at least. */
const COLUMNS_PER_TICK = 9

/** The column in which a moment falls. */
export function columnAt(x: number, width: number): number {
  return Math.max(0, Math.min(width - 1, Math.floor(x * width + 1e-9)))
}

/** The rule under the bars, and the labels under the rule. */
export function drawAxis(
  layout: Layout,
  width: number,
  glyphs: Glyphs,
): { rule: Cell[]; labels: Cell[] } {
  const rule = cellsOf(glyphs.rule.repeat(width), 'faint')
  rule[width - 1] = { glyph: glyphs.ruleEnd, style: 'faint' }
  const labels: Cell[] = []
  for (const { x, label } of ticksFor(layout.fromMs, layout.spanMs, width / COLUMNS_PER_TICK)) {
    const column = columnAt(x, width)
    if (column < width - 1) rule[column] = { glyph: glyphs.ruleTick, style: 'faint' }
    // The middle of a label stands under its tick; the first one begins there.
    const number = label.split(' ', 1)[0] ?? label
    const at = Math.max(0, column - Math.floor(number.length / 2))
    write(labels, at, cellsOf(label, 'faint'))
  }
  rule[0] = { glyph: glyphs.ruleStart, style: 'faint' }
  return { rule, labels }
}

function write(line: Cell[], at: number, cells: readonly Cell[]): void {
  while (line.length < at) line.push(BLANK)
  line.splice(at, cells.length, ...cells)
}
