import type { Call, Trace } from './call.ts'

/** A span on an axis of any unit. Its end is not part of it. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The number of open stretches, `count`, from `at` until the next level. */
export interface Level {
  readonly at: number
  readonly count: number
}

/** When a call ended, in ms, or when the trace was taken if the call is pending. */
export const endOf = (call: Call, trace: Trace): number => call.endMs ?? trace.nowMs

/** When each call is in flight, in ms: from being sent to the headers, which settle the promise. */
export const inFlight = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({ from: call.sentMs, to: call.headersMs ?? endOf(call, trace) }))

/** When each call holds its slot, in ms: from being sent to the end, body included. */
export const underWay = (trace: Trace): Stretch[] =>
  trace.calls.map((call) => ({ from: call.sentMs, to: endOf(call, trace) }))

/**
 * Counts the open stretches over time: a level for each moment at which the number changes, and two
 * for a moment at which the number is higher than before and after. O(n log n).
 *
 * At one moment, ends come before starts, because a freed slot is filled at once. Stretches without
 * length at the same moment do not overlap.
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

/** The time that slots were empty before `until`, summed over all `slots`. */
export function idleOf(levels: readonly Level[], slots: number, until: number): number {
  let idle = 0
  for (const [i, { at, count }] of levels.entries()) {
    const next = Math.min(until, levels[i + 1]?.at ?? until)
    idle += Math.max(0, slots - count) * Math.max(0, next - at)
  }
  return idle
}

const HAIR = 1e-9

/** The highest count within each of `slices` equal slices of an axis from 0 to 1. */
export function peaksPerSlice(levels: readonly Level[], slices: number): number[] {
  const peaks = Array.from({ length: slices }, () => 0)
  for (const [i, { at: x, count }] of levels.entries()) {
    const until = levels[i + 1]?.at ?? x
    if (x > 1 + HAIR || until < -HAIR) continue
    const from = Math.max(0, Math.min(slices - 1, Math.floor(x * slices + HAIR)))
    const to = Math.min(slices, Math.max(from + 1, Math.ceil(until * slices - HAIR)))
    for (let slice = from; slice < to; slice += 1) {
      peaks[slice] = Math.max(peaks[slice] ?? 0, count)
    }
  }
  return peaks
}
