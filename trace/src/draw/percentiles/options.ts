import type { DrawOptions } from '../options.ts'

/** The latencies of one run, such as `plain` or `hedged`. */
export interface LatencyRun {
  /** Its name. */
  readonly label: string
  /** The latencies, in ms and in any order. Negative ones count as 0, and NaN not at all. */
  readonly latenciesMs: readonly number[]
}

/** How the percentiles of runs are drawn. */
export interface PercentilesOptions extends Pick<
  DrawOptions,
  'width' | 'ascii' | 'color' | 'title'
> {
  /** The most lines of all runs together, without the axis and the numbers. Each run has 2 to 4. Default 12. */
  readonly maxRows?: number
}
