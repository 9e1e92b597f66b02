import type { Call } from '../call.ts'
import { sameAs } from '../findings/describe-calls.ts'

/**
 * Numbers the attempts of calls, in the order they were sent. A retry asks for the same as a call that had
 * failed before. If it isn't known whether it does, it is a call of its own.
 */
export function withAttempts(calls: readonly Call[]): Call[] {
  const attempts = new Map<Call, number>()
  for (const group of Map.groupBy(calls, sameAs).values()) {
    if (group[0]?.fingerprint === undefined) continue
    const ended = group
      .filter((call): call is Call & { endMs: number } => call.endMs !== undefined)
      .toSorted((a, b) => a.endMs - b.endMs)
    let failures = 0
    let next = 0
    for (const call of group) {
      for (
        ;
        next < ended.length && ended[next]!.endMs <= call.sentMs && ended[next] !== call;
        next++
      ) {
        failures = ended[next]!.outcome === 'ok' ? 0 : failures + 1
      }
      attempts.set(call, failures + 1)
    }
  }
  return calls.map((call) => ({ ...call, attempt: attempts.get(call) ?? 1 }))
}
