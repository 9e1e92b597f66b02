import type { Outcome } from '../../call.ts'
import { columnsOf } from '../text.ts'

/** The kind of a part of a drawing. It determines the colour. */
export type Style = Outcome | 'plain' | 'faint' | 'strong' | 'mark'

/** One column of a line: a character and its style. */
export interface Cell {
  readonly glyph: string
  readonly style: Style
}

/** An empty column. */
export const BLANK: Cell = { glyph: ' ', style: 'plain' }

const CODES: Record<Style, string> = {
  plain: '',
  faint: '2',
  strong: '1',
  mark: '35',
  ok: '32',
  pending: '36',
  aborted: '33',
  'http-error': '31',
  'network-error': '91',
}

/** Splits a text into cells. A wide character and its combining marks share one cell. */
export function cellsOf(text: string, style: Style = 'plain'): Cell[] {
  const cells: Cell[] = []
  for (const char of text) {
    const columns = columnsOf(char)
    const last = cells.at(-1)
    if (columns === 0 && last !== undefined)
      cells[cells.length - 1] = { glyph: last.glyph + char, style }
    if (columns > 0) cells.push({ glyph: char, style })
    if (columns === 2) cells.push({ glyph: '', style })
  }
  return cells
}

/** Joins cells into a text without trailing spaces, with ANSI colours if `color`. */
export function paint(cells: readonly Cell[], color: boolean): string {
  const used = cells.slice(0, cells.findLastIndex((cell) => cell.glyph.trim() !== '') + 1)
  if (!color) return used.map((cell) => cell.glyph).join('')
  let text = ''
  let open = ''
  for (const { glyph, style } of used) {
    // A space shows no colour, so it doesn't end a run of colour. That keeps lines short.
    const code = glyph === ' ' ? open : CODES[style]
    if (code !== open) {
      text += (open === '' ? '' : '\u001B[0m') + (code === '' ? '' : `\u001B[${code}m`)
      open = code
    }
    text += glyph
  }
  return text + (open === '' ? '' : '\u001B[0m')
}
