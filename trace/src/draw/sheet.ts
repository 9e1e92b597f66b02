import type { Trace } from '../call.ts'
import { lastMs, layOut } from './layout.ts'
import type { Layout } from './layout.ts'
import { namesFor } from './names.ts'
import type { Names } from './names.ts'
import type { Drawing } from './options.ts'
import { rowsOf } from './rows.ts'
import type { Row } from './rows.ts'

/** What one trace makes of a drawing's options. */
export interface Sheet {
  readonly layout: Layout
  readonly names: Names
  readonly rows: readonly Row[]
}

/** A trace's sheet, those it is to be compared with, and the highest peak of all. */
export interface Sheets {
  readonly sheet: Sheet
  readonly others: readonly Sheet[]
  readonly peak: number
}

/** Lays a trace out on the axis that it shares with those it is aligned with. */
export function sheetsFor(trace: Trace, drawing: Drawing): Sheets {
  const last = Math.max(...[trace, ...drawing.alignWith].map(lastMs))
  const spanMs = drawing.spanMs ?? last - drawing.fromMs
  const sheet = sheetOf(trace, drawing, spanMs)
  const others = drawing.alignWith.map((other) => sheetOf(other, drawing, spanMs))
  const peak = Math.max(sheet.layout.peak, ...others.map(({ layout }) => layout.peak))
  return { sheet, others, peak }
}

function sheetOf(trace: Trace, drawing: Drawing, spanMs: number): Sheet {
  const layout = layOut(trace, { fromMs: drawing.fromMs, spanMs })
  const names = namesFor(trace, drawing.ascii)
  return { layout, names, rows: rowsOf(layout, names, drawing) }
}
