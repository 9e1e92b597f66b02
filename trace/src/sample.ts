import type { Call, Trace } from './call.ts'

type Overrides = Partial<Omit<Call, 'id' | 'sentMs' | 'endMs'>>

/** When a call is sent, when it ends (not at all: pending), and what else is not as usual. */
export type SampleCall = readonly [sentMs: number, endMs: number | undefined, more?: Overrides]

/**
 * A trace for tests: GETs of `/1`, `/2` … that are answered well, their headers at their end,
 * unless told otherwise. It is taken at `nowMs`, or when the last call has ended.
 */
export function sample(calls: readonly SampleCall[], nowMs?: number): Trace {
  const lastMs = calls.reduce((last, [sentMs, endMs]) => Math.max(last, sentMs, endMs ?? 0), 0)
  return {
    calls: calls.map((call, id) => sampleCall(id, call)),
    epochMs: 0,
    nowMs: nowMs ?? lastMs,
    dropped: 0,
    marks: [],
  }
}

function sampleCall(id: number, [sentMs, endMs, more = {}]: SampleCall): Call {
  const outcome = more.outcome ?? (endMs === undefined ? 'pending' : 'ok')
  const answered = endMs !== undefined && (outcome === 'ok' || outcome === 'http-error')
  return {
    id,
    method: 'GET',
    url: `http://shop.test/${id + 1}`,
    client: '',
    attempt: 1,
    sentMs,
    ...(answered && { headersMs: endMs, status: outcome === 'ok' ? 200 : 500 }),
    ...(endMs !== undefined && { endMs }),
    outcome,
    bodyBytes: 0,
    ...more,
  }
}
