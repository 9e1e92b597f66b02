import type { Layout, Bar } from './layout.ts'
import type { Names } from './names.ts'
import { oneLine } from './text.ts'
import { timeText } from './time-text.ts'
import { verdictOf } from './verdict.ts'

/** One line of a drawing, whatever it is drawn with. */
export interface Row {
  readonly kind: 'call' | 'lane' | 'rest'
  readonly label: string
  /** One for a call; several that do not overlap for a lane; all that found no room for the rest. */
  readonly bars: readonly Bar[]
  /** `160 ms`, or `12 calls`. */
  readonly measure: string
  /** `404`; see `verdictOf`. */
  readonly verdict: string
}

/** How the rows are to be chosen. */
export interface RowOptions {
  readonly pack: 'auto' | 'none' | 'lanes'
  readonly maxRows: number
  readonly ascii: boolean
}

/** A row for each call, or for each lane; those above `maxRows` in one last row. */
export function rowsOf(layout: Layout, names: Names, options: RowOptions): Row[] {
  const { pack, maxRows, ascii } = options
  const packed = pack === 'lanes' || (pack === 'auto' && packingHelps(layout, maxRows))
  const rows = packed
    ? laneRows(layout, ascii)
    : layout.bars.map((bar) => callRow(bar, names, ascii))
  if (rows.length <= maxRows) return rows
  const shown = rows.slice(0, maxRows - 1)
  return [...shown, restRow(rows.slice(maxRows - 1), ascii)]
}

/** Whether lanes show more: not if they are nearly as many as the calls. */
function packingHelps({ bars, lanes }: Layout, maxRows: number): boolean {
  return bars.length > maxRows && (lanes.length <= maxRows || lanes.length <= bars.length / 2)
}

function callRow(bar: Bar, names: Names, ascii: boolean): Row {
  return {
    kind: 'call',
    label: names.full(bar.call),
    bars: [bar],
    measure: timeText(bar.durationMs),
    verdict: verdictOf(bar.call, ascii),
  }
}

function laneRows(layout: Layout, ascii: boolean): Row[] {
  const several = layout.clients.length > 1
  return layout.lanes.map(({ client, number, bars }) => ({
    kind: 'lane',
    label: `${several ? oneLine(client, ascii) || '-' : 'lane'} ${number}`,
    bars,
    measure: countText(bars.length),
    verdict: '',
  }))
}

function restRow(rows: readonly Row[], ascii: boolean): Row {
  const bars = rows.flatMap((row) => row.bars)
  const label = `${ascii ? '...' : '…'} ${countText(bars.length, 'more ')}`
  return { kind: 'rest', label, bars, measure: '', verdict: '' }
}

/** `1 call`, `12 calls`, `160 more calls`. */
export function countText(calls: number, which = ''): string {
  return `${calls} ${which}${calls === 1 ? 'call' : 'calls'}`
}
