import type { Call, Trace } from '../call.ts'
import { withoutDigest } from './private-url.ts'

/**
 * A trace as it may be shown. A journal has digests in place of queries and headers, which tell calls apart,
 * but mean nothing to a reader.
 *
 * @example
 * ```ts
 * import { withoutDigests } from '@overlap/trace/program'
 *
 * const trace = { calls: [], epochMs: 0, nowMs: 0, dropped: 0, marks: [] }
 * withoutDigests(trace).calls // → []
 * ```
 */
export function withoutDigests(trace: Trace): Trace {
  return { ...trace, calls: trace.calls.map(withoutDigestsIn) }
}

function withoutDigestsIn(call: Call): Call {
  const { fingerprint: _, ...shown } = call
  return { ...shown, url: withoutDigest(call.url) }
}
