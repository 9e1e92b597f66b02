import { figuresOf } from './saved.ts'
import type { Report } from './report.ts'

const head = ['section', 'row', 'column', 'value', 'unit', 'min', 'max', 'rounds']

/** The figures of a report as CSV (RFC 4180), a line each. The rounds are those of figures that were measured. */
export function reportCsv(report: Report): string {
  const lines = figuresOf(report)
    .values()
    .map(({ section, row, column, figure: { value, unit, rounds = [] } }) => {
      const ends = rounds.length > 0 ? [Math.min(...rounds), Math.max(...rounds)] : ['', '']
      return [section, row, column, value, unit, ...ends, rounds.length || '']
    })
  return [head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
