import { percentiles } from '../../percentiles.ts'
import { SECONDS_FROM_MS, trim } from '../text.ts'
import { ticksFor, type Tick } from '../ticks.ts'

/** An axis of latencies. */
export interface LatencyAxis {
  readonly kind: 'linear' | 'log'
  /** The place of a latency, as a fraction of the axis. */
  readonly x: (ms: number) => number
  /** Puts about `most` ticks or fewer at round latencies. */
  readonly ticks: (most: number) => Tick[]
}

/** If the longest latency is more than this many medians, a linear axis would show only the tail. */
const LOG_FROM = 20

/** The widest logarithmic axis, as the ratio of its ends. Shorter latencies are at its beginning. */
const WIDEST = 1e6

/** An axis shorter than this would have ticks of nanoseconds. */
const SHORTEST_MS = 0.01

/** The axis on which all latencies of all runs fit: linear from 0, or logarithmic if they differ a lot. */
export function latencyAxis(runs: readonly (readonly number[])[]): LatencyAxis {
  const all = runs.map((latencies) => percentiles(latencies)).filter(({ count }) => count > 0)
  const most = Math.max(0, ...all.map(({ max }) => max))
  const median = Math.min(...all.map(({ p50 }) => p50))
  if (most < SHORTEST_MS) return linear(1)
  if (!(most > LOG_FROM * median)) return linear(most)
  const least = runs.flat().reduce((low, ms) => (ms > 0 ? Math.min(low, ms) : low), most / LOG_FROM)
  return log(Math.max(least, most / WIDEST, SHORTEST_MS / 10), most)
}

function linear(toMs: number): LatencyAxis {
  return {
    kind: 'linear',
    x: (ms) => ms / toMs,
    ticks: (most) => ticksFor(0, toMs, most),
  }
}

function log(fromMs: number, toMs: number): LatencyAxis {
  const length = Math.log(toMs / fromMs)
  const x = (ms: number): number => Math.max(0, Math.log(ms / fromMs) / length)
  return { kind: 'log', x, ticks: (most) => logTicks(fromMs, toMs, most, x) }
}

/** The mantissas of ticks in a decade, from many to few. */
const MANTISSAS = [[1, 2, 5], [1, 3], [1]]

function logTicks(fromMs: number, toMs: number, most: number, x: (ms: number) => number): Tick[] {
  const first = Math.floor(Math.log10(fromMs))
  const decades = Array.from(
    { length: Math.ceil(Math.log10(toMs)) - first + 1 },
    (_, i) => first + i,
  )
  const values = MANTISSAS.map((mantissas) =>
    decades
      .flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`)))
      .filter((ms) => ms >= fromMs * (1 - 1e-9) && ms <= toMs * (1 + 1e-9)),
  )
  const fitting = values.find(({ length }) => length <= most + 1) ?? values.at(-1) ?? []
  const every = Math.ceil(fitting.length / (most + 1))
  const unit = toMs >= SECONDS_FROM_MS ? 's' : 'ms'
  return fitting
    .filter((_, i) => i % every === 0)
    .map((ms, i) => ({
      x: x(ms),
      label: trim(unit === 's' ? ms / 1000 : ms, 3) + (i === 0 ? ` ${unit}` : ''),
    }))
}
