/** The percentiles of some latencies, in the unit of the latencies. */
export interface Percentiles {
  /** How many latencies there are. */
  readonly count: number
  /** The median: half of the latencies are not greater. */
  readonly p50: number
  /** 95 % of the latencies are not greater. */
  readonly p95: number
  /** 99 % of the latencies are not greater. */
  readonly p99: number
  /** The longest latency. */
  readonly max: number
}

/**
 * Computes the percentiles of latencies by nearest rank: the `p`th percentile is the smallest value for
 * which at least `p` % of all values are not greater. So it is always one of the values, and nothing is
 * interpolated. O(n log n).
 *
 * This is definition 1 in Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American
 * Statistician 50 (1996), and `quantile(type = 1)` in R.
 *
 * @returns The percentiles, each of them `NaN` if there are no latencies.
 *
 * @example
 * ```ts
 * import { percentiles } from '@overlap/trace'
 *
 * const { p50, p95, max } = percentiles([30, 10, 20, 900])
 *
 * p50 // → 20
 * p95 // → 900
 * max // → 900
 * ```
 */
export function percentiles(latencies: readonly number[]): Percentiles {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (p: number): number => nearestRank(sorted, p)
  return { count: sorted.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) }
}

/** The `p`th percentile of sorted values, for `p` above 0 and up to 100. */
function nearestRank(sorted: readonly number[], p: number): number {
  return sorted[Math.ceil((p * sorted.length) / 100) - 1] ?? Number.NaN
}
