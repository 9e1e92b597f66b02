import { wrapText } from '@overlap/trace'
import { figureText, noisy } from './figure.ts'
import type { Column, Report, Row, Section, Table } from './report.ts'

const GAP = '  '
const LEAST_BAR = 6
const MOST_BAR = 40
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A report as text of at most `width` columns, as far as its tables can be that narrow. */
export function reportText(report: Report, width: number): string {
  const { command, intro = [], sections } = report
  const parts = sections.map((section) => sectionText(section, width))
  return [
    wrapText(intro.join(' '), width),
    ...parts,
    wrapText(madeBy(report), width),
    `$ ${command}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** On which machine a report was measured; an empty text if every machine finds the same. */
export function madeBy({ machine, load }: Report): string {
  if (machine === undefined) return ''
  const busy = load === undefined ? '' : `, ${load.toFixed(1)} programs busy in the last minute`
  return `Measured on ${machine}${busy}.`
}

function sectionText({ title, intro, table, notes }: Section, width: number): string {
  const prose = (sentences: readonly string[] | undefined): string[] =>
    sentences === undefined
      ? []
      : [sentences.map((sentence) => wrapText(sentence, width)).join('\n')]
  const rows = table === undefined ? [] : [tableText(table, width)]
  return [title, ...prose(intro), ...rows, ...prose(notes)].join('\n\n')
}

/** A table with aligned columns. Optional columns are left out, from the last one on, if it would be too wide. */
function tableText(table: Table, width: number): string {
  const { columns } = table
  const optional = columns
    .flatMap((column, i) => (column.optional === true ? [i] : []))
    .toReversed()
  let shown = columns.map((_, i) => i)
  for (const drop of optional) {
    if (widthOf(table, shown) <= width) break
    shown = shown.filter((i) => i !== drop)
  }
  const abouts = shown.flatMap((i) => aboutText(columns[i]!))
  const lines = linesOf(table, shown, width - widthOf(table, shown, 0))
  if (abouts.length === 0) return lines.join('\n')
  return `${lines.join('\n')}\n\n${abouts.map((about) => wrapText(about, width)).join('\n')}`
}

/** What a column is, as a sentence. */
export const aboutText = ({ head, about }: Column): string[] =>
  about === undefined ? [] : [`${head}: ${about}.`]

function widthOf(table: Table, shown: readonly number[], bar = LEAST_BAR): number {
  const names = Math.max(...table.rows.map(({ name }) => name.length))
  const bars = shown.filter((i) => table.columns[i]!.bar === true).length
  const cells = shown.reduce((sum, i) => sum + GAP.length + cellWidth(table, i), 0)
  return names + cells + bars * (GAP.length + bar)
}

const cellWidth = ({ columns, rows }: Table, i: number): number =>
  Math.max(columns[i]!.head.length, ...rows.map(({ cells }) => cellText(cells[i]).length))

function linesOf(table: Table, shown: readonly number[], room: number): string[] {
  const names = Math.max(...table.rows.map(({ name }) => name.length))
  const bars = shown.filter((i) => table.columns[i]!.bar === true).length
  const bar = Math.min(MOST_BAR, Math.max(LEAST_BAR, Math.floor(room / Math.max(1, bars))))
  const line = (name: string, cell: (i: number) => string, drawn: (i: number) => string): string =>
    [
      name.padEnd(names),
      ...shown.flatMap((i) => [
        ...(table.columns[i]!.bar === true ? [drawn(i).padEnd(bar)] : []),
        cell(i).padStart(cellWidth(table, i)),
      ]),
    ]
      .join(GAP)
      .trimEnd()
  return [
    line(
      '',
      (i) => table.columns[i]!.head,
      () => '',
    ),
    ...table.rows.map(({ name, cells }) =>
      line(
        name,
        (i) => cellText(cells[i]),
        (i) => barOf(cells[i], greatest(table.rows, i), bar),
      ),
    ),
  ]
}

function greatest(rows: readonly Row[], i: number): number {
  return Math.max(0, ...rows.map(({ cells }) => valueOf(cells[i]) ?? 0))
}

const valueOf = (cell: Row['cells'][number]): number | undefined =>
  typeof cell === 'object' ? cell.value : undefined

/** A bar in eighths of a column. A value above 0 has at least one eighth. */
function barOf(cell: Row['cells'][number], most: number, width: number): string {
  const value = valueOf(cell)
  if (value === undefined || most === 0) return ''
  const eighths = Math.max(value > 0 ? 1 : 0, Math.round((value / most) * width * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!
}

/** A cell as text. A figure whose rounds lie far apart is marked with `~`. */
export function cellText(cell: Row['cells'][number]): string {
  if (cell === undefined) return ''
  if (typeof cell === 'string') return cell
  return `${noisy(cell) ? '~' : ''}${figureText(cell)}`
}
