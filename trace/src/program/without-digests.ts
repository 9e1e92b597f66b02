import type { Trace } from '../call.ts'
import { withoutDigest } from './private-url.ts'

/**
 * A trace as it may be shown. A journal has a digest in place of each query, which tells calls apart, but
 * means nothing to a reader.
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
  return { ...trace, calls: trace.calls.map((call) => ({ ...call, url: withoutDigest(call.url) })) }
}
