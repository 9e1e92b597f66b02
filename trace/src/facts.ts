import type { Call, Outcome, Trace } from './call.ts'
import { criticalPathOf } from './critical-path.ts'
import { toMicrosecond } from './ms.ts'
import { endOf, idleOf, inFlight, levelsOf, peakOf, underWay, type Stretch } from './stretches.ts'

/**
 * What can be said of a trace in figures, without the calls that its recorder forgot. Times are in
 * ms, to the microsecond.
 *
 * A call's time runs from being sent to its end, body included; a pending call's, to the moment the
 * trace was taken. It is in flight from being sent to its headers (or its end, if none came).
 */
export interface Facts {
  /** How many calls were sent. */
  readonly calls: number
  /** From the first sending to the last end; 0 without calls. */
  readonly makespanMs: number
  /** The times of all calls, added up: how long they take one after the other. */
  readonly sumMs: number
  /** The time of the slowest call: less than this, all of them cannot take. */
  readonly slowestMs: number
  /**
   * The most calls that were in flight at one moment. A call that is sent at the moment another
   * one lands does not overlap with it, nor do calls that take no time at all with each other.
   */
  readonly peakInFlight: number
  /** Calls in flight on average over the makespan (the L of Little's law); 0 if it is 0. */
  readonly meanInFlight: number
  /**
   * `sumMs` ÷ `makespanMs`: 1 is one after the other, n is n at a time all along, below 1 there
   * were moments with no call under way. 1 if all took no time, 0 without calls.
   */
  readonly overlap: number
  /**
   * With as many slots as `peakInFlight`: the time in which a slot stood empty while calls were
   * still to be sent (until the last sending), summed over the slots. A call holds its slot until
   * its end. 0 for a pool, and for calls sent all at once.
   */
  readonly idleSlotMs: number
  /**
   * The time of the wasted calls, each from being sent to its end, or to the end of the server's
   * work on it where the server tells and that is later.
   */
  readonly wastedMs: number
  /** Calls that were aborted, or on which the server worked on after it saw its client gone. */
  readonly wastedCalls: number
  /**
   * The chain of calls that explains the makespan, first to last: it ends with the last call to
   * end, and each was sent when (within 1 ms) the one before it in the chain ended.
   */
  readonly criticalPath: readonly Call[]
  /** How many calls stand how. */
  readonly byOutcome: Readonly<Record<Outcome, number>>
  /** Calls that repeated a failed one: those with an `attempt` above 1. */
  readonly retries: number
  /** Calls that were not over when the trace was taken; one whose body is not read to its end counts. */
  readonly stillInFlight: number
}

/**
 * Draws the facts from a trace. O(n log n) for n calls.
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

/** When the last call was sent: before it calls were still to be sent. */
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
