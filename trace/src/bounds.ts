/** Options of {@link bounds}. */
export interface BoundsOptions {
  /** The most calls that may be in flight. */
  readonly limit?: number
  /** The most calls that may be sent within any one second. */
  readonly ratePerSecond?: number
}

/** The theoretical makespans of a list of calls, in ms. No schedule beats a lower bound. */
export interface Bounds {
  /** All latencies added up: the makespan of one call after another. */
  readonly sequentialMs: number
  /** The slowest latency: the makespan of all at once, and a lower bound for any schedule. */
  readonly slowestMs: number
  /**
   * Lower bound with at most `limit` calls in flight: either the work spread evenly over the slots, or
   * the slowest call, whichever is longer. A pool takes at most (2 − 1 ÷ limit) times the best possible
   * makespan (R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", 1969).
   */
  readonly poolMs?: number
  /**
   * Lower bound with `ratePerSecond`. The last call waits until the rate allows it. Then it takes at
   * least as long as the fastest call.
   */
  readonly rateMs?: number
}

/**
 * Computes the shortest possible makespans of calls with these latencies, and their sequential makespan.
 *
 * @throws {RangeError} if a latency is not a number >= 0, `limit` not a whole number >= 1, or
 * `ratePerSecond` not a number > 0.
 *
 * @example
 * ```ts
 * import { bounds } from '@overlap/trace'
 *
 * bounds([100, 200, 300], { limit: 2 })
 * // → { sequentialMs: 600, slowestMs: 300, poolMs: 300 }
 * ```
 */
export function bounds(latenciesMs: readonly number[], options: BoundsOptions = {}): Bounds {
  const { limit, ratePerSecond } = options
  for (const ms of latenciesMs) check(ms >= 0 && ms < Infinity, 'a latency must be >= 0 ms', ms)
  const sequentialMs = latenciesMs.reduce((sum, ms) => sum + ms, 0)
  const slowestMs = latenciesMs.reduce((most, ms) => Math.max(most, ms), 0)
  return {
    sequentialMs,
    slowestMs,
    ...(limit !== undefined && { poolMs: poolBound(sequentialMs, slowestMs, limit) }),
    ...(ratePerSecond !== undefined && {
      rateMs: Math.max(slowestMs, rateBound(latenciesMs, ratePerSecond)),
    }),
  }
}

function poolBound(sequentialMs: number, slowestMs: number, limit: number): number {
  check(Number.isInteger(limit) && limit >= 1, 'limit must be a whole number >= 1', limit)
  return Math.max(slowestMs, sequentialMs / limit)
}

function rateBound(latenciesMs: readonly number[], ratePerSecond: number): number {
  check(ratePerSecond > 0, 'ratePerSecond must be > 0', ratePerSecond)
  if (latenciesMs.length === 0) return 0
  const fastestMs = latenciesMs.reduce((least, ms) => Math.min(least, ms), Infinity)
  return Math.floor((latenciesMs.length - 1) / ratePerSecond) * 1000 + fastestMs
}

function check(holds: boolean, expected: string, got: number): void {
  if (!holds) throw new RangeError(`Cannot compute the bounds: ${expected}, got ${got}`)
}
