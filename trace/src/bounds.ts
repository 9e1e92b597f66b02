import { checkRange, isCount, isSize } from './check-range.ts'

/** Options of {@link bounds}. */
export interface BoundsOptions {
  /** The most calls that may be in flight. */
  readonly limit?: number
  /** How many calls may be sent, and how soon after each other. */
  readonly rate?: RateRule
}

/** How many calls may be sent, as lesson 15's `rateLimiter` has it. */
export interface RateRule {
  /** How many calls may be sent within any `perMs`. */
  readonly limit: number
  /** The length of a window in ms. A call that was sent at t leaves the window at exactly t + `perMs`. */
  readonly perMs: number
  /**
   * Makes it a token bucket: it starts full, with `burst` tokens. Each call takes one, and `limit` tokens per
   * `perMs` come back, evenly. A window may then hold more than `limit` calls.
   */
  readonly burst?: number
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
   * The shortest possible makespan with `rate`. It is exact: calls reach it if each is sent as soon as the
   * rate allows, the slowest call first (J. R. Jackson, "Scheduling a Production Line to Minimize Maximum
   * Tardiness", 1955). In another order they may take longer. If `perMs` ÷ `limit` of a token bucket is not a
   * whole number, timers of whole ms add up to 1 ms.
   */
  readonly rateMs?: number
}

/**
 * Computes the shortest possible makespans of calls with these latencies, and their sequential makespan.
 *
 * O(n) for n calls, and O(n log n) with `rate`.
 *
 * @throws {RangeError} if a latency is not a number >= 0, `limit`, `rate.limit` or `rate.burst` not a whole
 * number >= 1, or `rate.perMs` not a number > 0.
 *
 * @example
 * ```ts
 * import { bounds } from '@overlap/trace'
 *
 * bounds([100, 200, 300], { limit: 2 })
 * // → { sequentialMs: 600, slowestMs: 300, poolMs: 300 }
 *
 * bounds([100, 200, 300], { rate: { limit: 2, perMs: 1000 } }).rateMs // → 1100
 * bounds([100, 200, 300], { rate: { limit: 2, perMs: 1000, burst: 3 } }).rateMs // → 300
 * ```
 */
export function bounds(latenciesMs: readonly number[], options: BoundsOptions = {}): Bounds {
  const { limit, rate } = options
  for (const ms of latenciesMs) check(isSize(ms), 'a latency must be >= 0 ms', ms)
  const sequentialMs = latenciesMs.reduce((sum, ms) => sum + ms, 0)
  const slowestMs = latenciesMs.reduce((most, ms) => Math.max(most, ms), 0)
  return {
    sequentialMs,
    slowestMs,
    ...(limit !== undefined && { poolMs: poolBound(sequentialMs, slowestMs, limit) }),
    ...(rate !== undefined && { rateMs: rateBound(latenciesMs, rate) }),
  }
}

function poolBound(sequentialMs: number, slowestMs: number, limit: number): number {
  check(isCount(limit), 'limit must be a whole number >= 1', limit)
  return Math.max(slowestMs, sequentialMs / limit)
}

function rateBound(latenciesMs: readonly number[], rate: RateRule): number {
  const { limit, perMs, burst } = rate
  check(isCount(limit), 'rate.limit must be a whole number >= 1', limit)
  check(isSize(perMs) && perMs > 0, 'rate.perMs must be > 0', perMs)
  check(burst === undefined || isCount(burst), 'rate.burst must be a whole number >= 1', burst)
  return latenciesMs
    .toSorted((a, b) => b - a)
    .reduce((end, ms, sent) => Math.max(end, soonestMs(rate, sent) + ms), 0)
}

/** How soon after the first call another one may be sent, after `sent` calls. */
function soonestMs({ limit, perMs, burst }: RateRule, sent: number): number {
  if (burst === undefined) return Math.floor(sent / limit) * perMs
  return (Math.max(0, sent + 1 - burst) * perMs) / limit
}

function check(holds: boolean, expected: string, got: unknown): void {
  checkRange('compute the bounds', holds, expected, got)
}
