import type { Call, ServerTimes, Trace } from './call.ts'

/**
 * Makes the trace that you would have got by aborting everything at `atMs`.
 *
 * Calls that were still running end at that moment as `aborted`. They keep their response only if its
 * headers had arrived. Later calls, later marks and later server times are left out.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { abortedAt, facts } from '@overlap/trace'
 *
 * const { trace } = await simulate({ latency: { replay: [100, 300] } }, (api) =>
 *   Promise.all([fetch(api.url('/products/1')), fetch(api.url('/products/1'))]),
 * )
 *
 * facts(abortedAt(trace, 100)).byOutcome.aborted // → 1
 * ```
 */
export function abortedAt(trace: Trace, atMs: number): Trace {
  const sent = trace.calls.filter(({ sentMs }) => sentMs <= atMs)
  return {
    ...trace,
    nowMs: atMs,
    calls: sent.map((call) => ((call.endMs ?? Infinity) > atMs ? cutAt(call, atMs) : call)),
    marks: trace.marks.filter((mark) => mark.atMs <= atMs),
  }
}

function cutAt(call: Call, atMs: number): Call {
  const isAnswered = call.headersMs !== undefined && call.headersMs <= atMs
  const { server, error: _, ...seen } = isAnswered ? call : withoutAnswer(call)
  return {
    ...seen,
    endMs: atMs,
    outcome: 'aborted',
    ...(server && { server: upTo(server, atMs) }),
  }
}

function withoutAnswer(call: Call): Call {
  const { headersMs: _, status: _s, statusText: _t, responseHeaders: _h, ...asked } = call
  return { ...asked, bodyBytes: 0 }
}

function upTo(server: ServerTimes, atMs: number): ServerTimes {
  return Object.fromEntries(Object.entries(server).filter(([, ms]: [string, number]) => ms <= atMs))
}
