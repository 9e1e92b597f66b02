import type { Trace } from '../call.ts'
import { TRACK_LABEL } from './captions.ts'
import type { Glyphs } from './glyphs.ts'
import { lastMs, layOut, type Bar, type Layout } from './layout.ts'
import { namesFor, type Names } from './names.ts'
import type { Drawing } from './options.ts'
import { countText, oneLine, timeText } from './text.ts'
import { verdictOf } from './verdict.ts'

/** One row of a drawing, for the terminal and for SVG. */
export interface Row {
  readonly kind: 'call' | 'lane' | 'rest'
  readonly label: string
  /** One bar for a call, the bars of a lane, or in the last row the bars that did not fit. */
  readonly bars: readonly Bar[]
  /** `160 ms`, `12 calls`, or what the last row counts: `in flight`. */
  readonly measure: string
  /** `404`; see `verdictOf`. */
  readonly verdict: string
}

/** A trace, laid out with a drawing's options. */
export interface Sheet {
  readonly layout: Layout
  readonly names: Names
  readonly rows: readonly Row[]
}

/** The sheet of a trace, the sheets to compare it with, and the highest peak of all. */
export interface Sheets {
  readonly sheet: Sheet
  readonly others: readonly Sheet[]
  readonly peak: number
}

/** Lays a trace out, on one axis with the traces that it is aligned with. */
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
  const names = namesFor(trace, drawing.glyphs.ascii)
  return { layout, names, rows: rowsOf(layout, names, drawing) }
}

/** Makes a row for each call or each lane. The last row has the bars that exceed `maxRows`. */
function rowsOf(layout: Layout, names: Names, { pack, maxRows, glyphs, ongoing }: Drawing): Row[] {
  const packed = pack === 'lanes' || (pack === 'auto' && packingHelps(layout, maxRows))
  const rows = packed
    ? laneRows(layout, glyphs)
    : layout.bars.map((bar) => callRow(bar, names, glyphs, ongoing))
  if (rows.length <= maxRows) return rows
  if (maxRows === 0) return []
  const shown = rows.slice(0, maxRows - 1)
  return [...shown, restRow(rows.slice(maxRows - 1), glyphs)]
}

/** Whether lanes save rows: they do not if there are nearly as many lanes as calls. */
function packingHelps({ bars, lanes }: Layout, maxRows: number): boolean {
  return bars.length > maxRows && (lanes.length <= maxRows || lanes.length <= bars.length / 2)
}

function callRow(bar: Bar, names: Names, glyphs: Glyphs, ongoing: boolean): Row {
  return {
    kind: 'call',
    label: names.full(bar.call),
    bars: [bar],
    measure: timeText(bar.durationMs),
    verdict: ongoing && bar.call.outcome === 'pending' ? '' : verdictOf(bar.call, glyphs),
  }
}

function laneRows(layout: Layout, glyphs: Glyphs): Row[] {
  const several = layout.clients.length > 1
  return layout.lanes.map(({ client, number, bars }) => ({
    kind: 'lane',
    label: `${several ? oneLine(client, glyphs.ascii) || '-' : 'lane'} ${number}`,
    bars,
    measure: countText(bars.length),
    verdict: '',
  }))
}

function restRow(rows: readonly Row[], glyphs: Glyphs): Row {
  const bars = rows.flatMap((row) => row.bars)
  const label = `${glyphs.ellipsis} ${countText(bars.length, 'more ')}`
  return { kind: 'rest', label, bars, measure: TRACK_LABEL, verdict: '' }
}
