import type { Call, Trace } from './call.ts'

/** Something that lasts, in whatever unit. Its end is not part of it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** From `at` on, up to the next level, `count` stretches are open. */
export interface Level {
  readonly at: number
  readonly count: number
}

/** When a call ended, or the present for a call that is still pending, in ms. */
export const endOf = (call: Call, trace: Trace): number => call.endMs ?? trace.nowMs

/** In ms, from being sent to the headers, which settle the promise: the time a call is in flight. */
export const inFlight = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({ from: call.sentMs, to: call.headersMs ?? endOf(call, trace) }))

/** In ms, from being sent to the end, body included: the time a call needs its caller or its slot. */
export const underWay = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({ from: call.sentMs, to: endOf(call, trace) }))

/**
 * How many stretches are open, over time: a level for each moment at which the number changes, and
 * two for a moment with a higher number than before and after it. O(n log n).
 *
 * At one moment ends come before beginnings, since a freed slot is filled at once. Stretches without
 * length that share a moment come one after the other: nobody knows whether they overlap.
 */
export function levelsOf(stretches: readonly Stretch[]): Level[] {
  const changes = changesOf(stretches)
  const levels: Level[] = []
  let before = 0
  let count = 0
  let highest = 0
  for (const [i, { at, by }] of changes.entries()) {
    count += by
    highest = Math.max(highest, count)
    if (changes[i + 1]?.at === at) continue
    if (highest > Math.max(before, count)) levels.push({ at, count: highest })
    if (highest > before || count !== before) levels.push({ at, count })
    before = count
    highest = 0
  }
  return levels
}

function changesOf(stretches: readonly Stretch[]): { at: number; by: number }[] {
  const changes = stretches.flatMap(({ from, to }) => {
    const instant = to <= from
    return [
      { at: from, order: instant ? 1 : 2, by: 1 },
      { at: Math.max(from, to), order: instant ? 1 : 0, by: -1 },
    ]
  })
  return changes.toSorted((a, b) => a.at - b.at || a.order - b.order)
}

/** The most stretches that were open at one moment. */
export const peakOf = (levels: readonly Level[]): number =>
  levels.reduce((peak, level) => Math.max(peak, level.count), 0)

/** The time, summed over `slots`, in which a slot was empty before `until`. */
export function idleOf(levels: readonly Level[], slots: number, until: number): number {
  let idle = 0
  for (const [i, { at, count }] of levels.entries()) {
    const next = Math.min(until, levels[i + 1]?.at ?? until)
    idle += Math.max(0, slots - count) * Math.max(0, next - at)
  }
  return idle
}
