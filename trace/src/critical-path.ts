import type { Call, Trace } from './call.ts'
import { endOf } from './stretches.ts'

/** A call that is sent this soon after the end of another call was waiting for it. */
const AT_ONCE_MS = 1

/**
 * The chain of calls that explains the makespan, first to last. It ends with the last call to end,
 * and each call in it was sent when (within 1 ms) the one before ended. If several calls ended within
 * that time, the chain has the last of them; if several ended at once, the longest. O(n log n).
 *
 * If the chain starts later than the trace, nothing on the wire explains the wait before it.
 */
export function criticalPathOf(trace: Trace): Call[] {
  // In this order a call comes after every call that it can have waited for.
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

/** How many of the sorted numbers are not above `limit`. */
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
