import { HEADINGS, numberOf, type Heading } from './captions.ts'
import type { RunRow } from './sheet.ts'

/** The numbers of all runs, below their headings. */
export interface Table {
  /** The characters of each column, without the gap before it. */
  readonly widths: readonly number[]
  /** The texts: first the headings, then a line for each run. */
  readonly lines: readonly (readonly string[])[]
}

/** Which columns are dropped first, if there isn't room for all. */
const LEAST_IMPORTANT: readonly Heading[] = ['calls', 'p95', 'p50']

/** Puts the numbers of runs into columns with gaps between them, at most `room` characters wide. */
export function tableOf(rows: readonly RunRow[], room: number, gap: number): Table {
  const columnOf = (heading: Heading): string[] => [
    heading,
    ...rows.map(({ numbers }) => numberOf(heading, numbers)),
  ]
  const widthOf = (heading: Heading): number =>
    Math.max(...columnOf(heading).map((text) => text.length))
  let shown: readonly Heading[] = HEADINGS
  for (const dropped of LEAST_IMPORTANT) {
    if (shown.reduce((sum, heading) => sum + widthOf(heading) + gap, -gap) <= room) break
    shown = shown.filter((heading) => heading !== dropped)
  }
  const columns = shown.map(columnOf)
  return {
    widths: shown.map(widthOf),
    lines: [undefined, ...rows].map((_, i) => columns.map((column) => column[i] ?? '')),
  }
}
