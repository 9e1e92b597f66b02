import { percentiles, type Percentiles } from '../../percentiles.ts'
import { oneLine } from '../text.ts'
import type { LatencyRun } from './options.ts'
import { latencyAxis, type LatencyAxis } from './axis.ts'

/** The percentiles that a drawing marks. */
export const MARKED = ['p50', 'p95', 'p99', 'max'] as const

/** One run, laid out. */
export interface RunRow {
  readonly label: string
  readonly numbers: Percentiles
  /** The share of the run's calls in each column: from 0 to 1. */
  readonly shares: readonly number[]
  /** The percentiles as fractions of the axis. Percentiles in the same column share a mark. */
  readonly marks: readonly { readonly x: number; readonly names: readonly string[] }[]
}

/** Runs on one axis of latencies. Every drawing turns these into pixels or characters. */
export interface PercentilesSheet {
  readonly rows: readonly RunRow[]
  readonly axis: LatencyAxis
  /** The largest share of a column: what a full height means. */
  readonly mostShare: number
}

/** Lays runs out on one axis of so many columns. */
export function percentilesSheet(
  runs: readonly LatencyRun[],
  columns: number,
  ascii: boolean,
): PercentilesSheet {
  const known = runs.map(({ label, latenciesMs }) => ({
    label: oneLine(label, ascii),
    latenciesMs: latenciesMs.filter((ms) => !Number.isNaN(ms)).map((ms) => Math.max(0, ms)),
  }))
  const axis = latencyAxis(known.map(({ latenciesMs }) => latenciesMs))
  const rows = known.map((run) => rowOf(run, axis, columns))
  const mostShare = Math.max(0, ...rows.flatMap(({ shares }) => shares))
  return { rows, axis, mostShare }
}

/** The column of a latency. */
function columnOf(ms: number, { x }: LatencyAxis, columns: number): number {
  return Math.max(0, Math.min(columns - 1, Math.floor(x(ms) * columns + 1e-9)))
}

function rowOf({ label, latenciesMs }: LatencyRun, axis: LatencyAxis, columns: number): RunRow {
  const counts = Array.from({ length: columns }, () => 0)
  for (const ms of latenciesMs) {
    const column = columnOf(ms, axis, columns)
    counts[column] = (counts[column] ?? 0) + 1
  }
  const numbers = percentiles(latenciesMs)
  const marked = latenciesMs.length === 0 ? [] : MARKED
  const groups = Map.groupBy(marked, (name) => columnOf(numbers[name], axis, columns))
  return {
    label,
    numbers,
    shares: counts.map((count) => count / Math.max(1, latenciesMs.length)),
    marks: [...groups.values()].map((names) => ({
      x: axis.x(numbers[names[0] ?? 'p50']),
      names,
    })),
  }
}
