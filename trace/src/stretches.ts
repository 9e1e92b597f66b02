import type { Call, Trace } from './call.ts'

/** A stretch of time, its end not included. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** From `atMs` on, to the next level, `count` stretches were open. */
export interface Level {
  readonly atMs: number
  readonly count: number
}

/** When a call was over, or the present for one that is still pending. */
export const endOf = (call: Call, trace: Trace): number => call.endMs ?? trace.nowMs

/** From being sent to the headers, which settle the promise: the time a call is in flight. */
export const inFlight = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({
    fromMs: call.sentMs,
    toMs: call.headersMs ?? endOf(call, trace),
  }))

/** From being sent to the end, body included: the time a call needs its caller or its slot. */
export const underWay = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({ fromMs: call.sentMs, toMs: endOf(call, trace) }))

/**
 * How many stretches were open, over time: a sweep in O(n log n).
 *
 * At one moment ends come before beginnings, for a slot is filled again when it is freed. Stretches
 * of no length that share their moment come one after the other: that they overlap is not known.
 */
export function levelsOf(stretches: readonly Stretch[]): Level[] {
  const changes = stretches.flatMap(({ fromMs, toMs }) => {
    const instant = toMs <= fromMs
    return [
      { atMs: fromMs, order: instant ? 1 : 2, by: 1 },
      { atMs: Math.max(fromMs, toMs), order: instant ? 1 : 0, by: -1 },
    ]
  })
  changes.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
  let count = 0
  return changes.map(({ atMs, by }) => {
    count += by
    return { atMs, count }
  })
}

/** The most stretches that were open at one moment. */
export const peakOf = (levels: readonly Level[]): number =>
  levels.reduce((peak, level) => Math.max(peak, level.count), 0)

/** The time, summed over `slots`, in which a slot stood empty before `untilMs`. */
export function idleOf(levels: readonly Level[], slots: number, untilMs: number): number {
  let idleMs = 0
  for (const [i, { atMs, count }] of levels.entries()) {
    const nextMs = Math.min(untilMs, levels[i + 1]?.atMs ?? untilMs)
    idleMs += Math.max(0, slots - count) * Math.max(0, nextMs - atMs)
  }
  return idleMs
}
