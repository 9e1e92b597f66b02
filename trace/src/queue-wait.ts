import { checkRange, isCount, isSize } from './check-range.ts'

/** A server that calls arrive at. See {@link queueWait}. */
export interface QueueLoad {
  /** How many calls arrive per second, on average. */
  readonly arrivalsPerSecond: number
  /** How long the server works on a call, on average, in ms. */
  readonly serviceMs: number
  /** How many calls the server works on at once: its slots. */
  readonly servers: number
}

/** How long calls wait before a server starts to work on them. */
export interface QueueWait {
  /**
   * The work that arrives, as a share of the work that all servers together can do: the load. From 1 on the
   * queue grows for as long as calls arrive.
   */
  readonly utilization: number
  /** The share of calls that have to wait, from 0 to 1. It is 1 if the utilization is 1 or more. */
  readonly waitShare: number
  /**
   * The mean time of a call in the queue, in ms, counting calls that don't wait as 0. `Infinity` if the
   * utilization is 1 or more. A call is answered on average `waitMs` + `serviceMs` after it arrived.
   */
  readonly waitMs: number
}

/**
 * Computes how long calls wait for a busy server in the long run: the model M/M/c, with c `servers`.
 *
 * Calls arrive independently of each other (a Poisson process), service times are exponentially distributed,
 * the queue is endless, and the call that came first is served first. The share of calls that wait is Erlang's
 * second formula, Erlang C (A. K. Erlang, "Solution of Some Problems in the Theory of Probabilities of
 * Significance in Automatic Telephone Exchanges", 1917). If service times vary less, calls wait less: half as
 * long at a single server whose service always takes the same time.
 *
 * O(servers).
 *
 * @throws {RangeError} if `arrivalsPerSecond` or `serviceMs` is not a number >= 0, or `servers` not a whole
 * number >= 1.
 *
 * @example
 * ```ts
 * import { queueWait } from '@overlap/trace'
 *
 * queueWait({ arrivalsPerSecond: 5, serviceMs: 100, servers: 1 })
 * // → { utilization: 0.5, waitShare: 0.5, waitMs: 100 }
 *
 * Math.round(queueWait({ arrivalsPerSecond: 9, serviceMs: 100, servers: 1 }).waitMs) // → 900
 * queueWait({ arrivalsPerSecond: 10, serviceMs: 100, servers: 1 }).waitMs // → Infinity
 * ```
 */
export function queueWait({ arrivalsPerSecond, serviceMs, servers }: QueueLoad): QueueWait {
  check(isSize(arrivalsPerSecond), 'arrivalsPerSecond must be >= 0', arrivalsPerSecond)
  check(isSize(serviceMs), 'serviceMs must be >= 0', serviceMs)
  check(isCount(servers), 'servers must be a whole number >= 1', servers)
  const offered = (arrivalsPerSecond * serviceMs) / 1000
  const utilization = offered / servers
  if (utilization >= 1) return { utilization, waitShare: 1, waitMs: Infinity }
  const waitShare = erlangC(servers, offered)
  return { utilization, waitShare, waitMs: (waitShare * serviceMs) / (servers * (1 - utilization)) }
}

/** The chance that a call has to wait, if `offered` servers would be busy on average and nobody had to wait. */
function erlangC(servers: number, offered: number): number {
  // Erlang B by its recursion: unlike the formula with powers and factorials, it cannot overflow.
  let blocked = 1
  for (let c = 1; c <= servers; c++) blocked = (offered * blocked) / (c + offered * blocked)
  return blocked / (1 - (offered / servers) * (1 - blocked))
}

function check(holds: boolean, expected: string, got: unknown): void {
  checkRange('compute the waiting time', holds, expected, got)
}
