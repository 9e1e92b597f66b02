import type { Call, Outcome, Trace } from './call.ts'
import { criticalPathOf } from './critical-path.ts'
import { toMicrosecond } from './ms.ts'
import { endOf, idleOf, inFlight, levelsOf, peakOf, underWay, type Stretch } from './stretches.ts'

/**
 * The figures of a trace, without the calls that its recorder dropped. Times are in ms, rounded to a
 * microsecond.
 *
 * The time of a call is from being sent to its end, body included, or to now if it is pending. A call
 * is in flight from being sent to its headers, or to its end if no headers arrived.
 */
export interface Facts {
  /** How many calls were sent. */
  readonly calls: number
  /** From the first call being sent to the last end; 0 without calls. */
  readonly makespanMs: number
  /** The times of all calls added up: how long they take one after another. */
  readonly sumMs: number
  /** The time of the slowest call: the makespan cannot be shorter. */
  readonly slowestMs: number
  /**
   * The most calls that were in flight at one moment. A call that is sent at the moment another one
   * gets its headers does not overlap it. Calls that take no time do not overlap each other.
   */
  readonly peakInFlight: number
  /** Calls in flight on average over the makespan (the L of Little's law); 0 if the makespan is 0. */
  readonly meanInFlight: number
  /**
   * `sumMs` ÷ `makespanMs`. 1 means one call after another, and n means n at a time throughout. Below
   * 1, there were moments without any call. It is 1 if all calls took no time, and 0 without calls.
   */
  readonly overlap: number
  /**
   * The time that slots were empty before the last call was sent, summed over `peakInFlight` slots. A
   * call holds its slot until its end. It is 0 for a pool, and for calls sent all at once.
   */
  readonly idleSlotMs: number
  /**
   * The time of the wasted calls, each from being sent to its end. If the server reports that it
   * worked longer, the time counts to the end of its work.
   */
  readonly wastedMs: number
  /** Calls that were aborted, or that the server kept working on after it noticed the disconnect. */
  readonly wastedCalls: number
  /**
   * The chain of calls that explains the makespan, first to last. It ends with the last call to end.
   * Each call in it was sent at most 1 ms after the one before it ended.
   */
  readonly criticalPath: readonly Call[]
  /** The number of calls with each outcome. */
  readonly byOutcome: Readonly<Record<Outcome, number>>
  /** Calls that repeated a failed call: calls with an `attempt` above 1. */
  readonly retries: number
  /** Calls that were not over when the trace was taken, including those with an unread body. */
  readonly stillInFlight: number
}

/**
 * Computes the figures of a trace. O(n log n) for n calls.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { facts } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: 100 }, async (api) => {
 *   await fetch(api.url('/products/1'))
 *   await Promise.all([fetch(api.url('/products/2')), fetch(api.url('/products/3'))])
 * })
 *
 * facts(trace).makespanMs // → 200
 * facts(trace).peakInFlight // → 2
 * facts(trace).overlap // → 1.5
 * ```
 */
export function facts(trace: Trace): Facts {
  const { calls } = trace
  const wholes = underWay(trace)
  const flights = inFlight(trace)
  const makespanMs = makespanOf(wholes)
  const sumMs = sumOf(wholes)
  const peakInFlight = peakOf(levelsOf(flights))
  const wasted = calls.filter(isWasted)
  const byOutcome = countOutcomes(calls)
  return {
    calls: calls.length,
    makespanMs: toMicrosecond(makespanMs),
    sumMs: toMicrosecond(sumMs),
    slowestMs: toMicrosecond(wholes.reduce((most, whole) => Math.max(most, lengthOf(whole)), 0)),
    peakInFlight,
    meanInFlight: makespanMs === 0 ? 0 : sumOf(flights) / makespanMs,
    overlap: calls.length === 0 ? 0 : makespanMs === 0 ? 1 : sumMs / makespanMs,
    idleSlotMs: toMicrosecond(idleOf(levelsOf(wholes), peakInFlight, lastSentOf(trace))),
    wastedMs: toMicrosecond(wasted.reduce((sum, call) => sum + wasteOf(call, trace), 0)),
    wastedCalls: wasted.length,
    criticalPath: criticalPathOf(trace),
    byOutcome,
    retries: calls.filter((call) => call.attempt > 1).length,
    stillInFlight: byOutcome.pending,
  }
}

/** When the last call was sent. */
export const lastSentOf = ({ calls }: Trace): number =>
  calls.reduce((last, call) => Math.max(last, call.sentMs), 0)

const lengthOf = ({ from, to }: Stretch): number => to - from

const sumOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, stretch) => sum + lengthOf(stretch), 0)

function makespanOf(stretches: readonly Stretch[]): number {
  const firstMs = stretches.reduce((first, { from }) => Math.min(first, from), Infinity)
  const lastMs = stretches.reduce((last, { to }) => Math.max(last, to), -Infinity)
  return stretches.length === 0 ? 0 : lastMs - firstMs
}

const isWasted = ({ outcome, server = {} }: Call): boolean =>
  outcome === 'aborted' || (server.doneMs ?? -Infinity) > (server.clientGoneMs ?? Infinity)

const wasteOf = (call: Call, trace: Trace): number =>
  Math.max(endOf(call, trace), call.server?.doneMs ?? 0) - call.sentMs

function countOutcomes(calls: readonly Call[]): Record<Outcome, number> {
  const counts = { pending: 0, ok: 0, 'http-error': 0, 'network-error': 0, aborted: 0 }
  for (const call of calls) counts[call.outcome] += 1
  return counts
}
