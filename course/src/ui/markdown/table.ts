import type { Tokens } from 'marked'
import stringWidth from 'string-width'
import { bold, dim, indent } from '../style.ts'
import { shownText } from '../terminal.ts'
import { fill, styleInline, widestWord } from './inline.ts'

/** The width of a `│` and the spaces around it. */
const gap = 3

/** Styles a table. If there is too little room, its cells are broken into lines. */
export function styleTable({ header, rows, align }: Tokens.Table, width: number): string[] {
  const room = width - gap * (header.length - 1)
  const cells = [header, ...rows].map((row, index) =>
    row.map(({ tokens }) => {
      const text = styleInline(tokens, room)
      return index === 0 && text !== '' ? bold(text) : text
    }),
  )
  const widths = columnWidths(cells, room)
  if (!widths) return styleAsList(cells, width)
  const [top = [], ...drawn] = cells.map((row) => drawRow(row, widths, align))
  const rule = dim(widths.map((columns) => shownText('─').repeat(columns)).join(shownText('─┼─')))
  // If a row has several lines, rules between the rows show where each row ends.
  const ruled = drawn.some((lines) => lines.length > 1)
  return [...top, ...drawn.flatMap((lines, n) => (n === 0 || ruled ? [rule, ...lines] : lines))]
}

/** The width of each column; `undefined` if not even the widest words fit side by side. */
function columnWidths(cells: readonly (readonly string[])[], room: number): number[] | undefined {
  const columns = (cells[0] ?? []).map((_, n) => cells.map((row) => row[n] ?? ''))
  const widths = columns.map((column) => Math.max(1, ...column.map(widestWord)))
  if (sum(widths) > room) return undefined
  // Widen for the rows first, then for the header: there is only one header, but there are many rows.
  for (const from of [1, 0]) {
    const wanted = columns.map((column) => Math.max(...column.slice(from).map(textWidth)))
    widen(widths, wanted, room)
  }
  return widths
}

/** Widens the narrowest columns first, until all have the wanted width or there is no room left. */
function widen(widths: number[], wanted: readonly number[], room: number): void {
  for (let left = room - sum(widths); left > 0; left--) {
    const growing = widths.filter((width, n) => width < (wanted[n] ?? 0))
    if (growing.length === 0) return
    const narrowest = Math.min(...growing)
    widths[widths.findIndex((width, n) => width === narrowest && width < (wanted[n] ?? 0))]! += 1
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function textWidth(text: string): number {
  return Math.max(...text.split('\n').map((line) => stringWidth(line)))
}

function drawRow(
  row: readonly string[],
  widths: readonly number[],
  align: Tokens.Table['align'],
): string[] {
  const cells = widths.map((columns, n) => fill(row[n] ?? '', columns))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, n) => padded(lines[line] ?? '', widths[n] ?? 0, align[n] ?? 'left'))
      .join(dim(shownText(' │ ')))
      .trimEnd(),
  )
}

function padded(text: string, columns: number, align: 'left' | 'center' | 'right'): string {
  const space = columns - stringWidth(text)
  const before = { left: 0, center: Math.floor(space / 2), right: space }[align]
  return ' '.repeat(before) + text + ' '.repeat(space - before)
}

/** Styles a table that is too wide for the terminal as a list: each cell on its own line, with its header. */
function styleAsList(
  [header = [], ...rows]: readonly (readonly string[])[],
  width: number,
): string[] {
  return rows.flatMap((row, n) => [
    ...(n > 0 ? [''] : []),
    ...row.flatMap((cell, n) => {
      const name = header[n] ? `${header[n]}: ` : ''
      const lines = fill(name + cell, width - 2)
      return n === 0 ? lines : lines.map((line) => indent(line))
    }),
  ])
}
