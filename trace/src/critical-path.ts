import type { Call, Trace } from './call.ts'
import { endOf } from './stretches.ts'

/** A call that is sent this soon after another call ended was waiting for that call. */
const AT_ONCE_MS = 1

/**
 * Finds the chain of calls that explains the makespan, first to last. O(n log n).
 *
 * The chain ends with the last call to end. Each call in it was sent at most 1 ms after the one before
 * it ended. If several calls ended in that time, the chain has the last of them. If several ended
 * last, it has the longest.
 *
 * If the chain starts later than the trace, nothing on the wire explains the wait before it.
 */
export function criticalPathOf(trace: Trace): Call[] {
  // In this order, a call comes after every call that it may have waited for.
  const byEnd = trace.calls.toSorted(
    (a, b) => endOf(a, trace) - endOf(b, trace) || b.sentMs - a.sentMs || b.id - a.id,
  )
  const ends = byEnd.map((call) => endOf(call, trace))
  const path: Call[] = []
  for (let at = byEnd.length - 1; at >= 0;) {
    const call = byEnd[at]
    if (call === undefined) break
    path.push(call)
    at = Math.min(at, countUpTo(ends, call.sentMs)) - 1
    if (call.sentMs - (ends[at] ?? -Infinity) > AT_ONCE_MS) break
  }
  return path.toReversed()
}

/** Counts the sorted numbers that are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? Infinity) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
