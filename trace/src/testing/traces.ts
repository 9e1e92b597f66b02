import type { Call, Trace } from '../call.ts'

/** The properties of a call that differ from the defaults. */
type More = Partial<Omit<Call, 'id' | 'sentMs' | 'endMs'>>

/** When a call is sent, when it ends (`undefined`: it is pending), and other properties. */
export type SampleCall = readonly [sentMs: number, endMs: number | undefined, more?: More]

/**
 * A call to `GET /products/<id + 1>`. By default it is ok, or pending without an end. Its headers
 * come at its end, unless its outcome has none.
 */
export function callOf(
  id: number,
  sentMs: number,
  endMs: number | undefined,
  more: More = {},
): Call {
  const { outcome = endMs === undefined ? 'pending' : 'ok' } = more
  const answered = endMs !== undefined && (outcome === 'ok' || outcome === 'http-error')
  return {
    id,
    method: 'GET',
    url: `http://shop.test/products/${id + 1}`,
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

/** A trace of these calls, taken when the last of them ended. */
export function traceOf(calls: readonly Call[], more: Partial<Trace> = {}): Trace {
  const nowMs = Math.max(0, ...calls.map((call) => call.endMs ?? call.sentMs))
  return { calls, epochMs: Date.UTC(2026, 10, 21), nowMs, dropped: 0, marks: [], ...more }
}

/** A trace of calls to `GET /1`, `/2` … */
export function sample(calls: readonly SampleCall[], nowMs?: number): Trace {
  const made = calls.map(([sentMs, endMs, more], id) =>
    callOf(id, sentMs, endMs, { url: `http://shop.test/${id + 1}`, ...more }),
  )
  return traceOf(made, nowMs === undefined ? {} : { nowMs })
}

/** `count` calls of `tookMs` through `slots` slots. */
export function poolOf(count: number, slots: number, tookMs: number): Trace {
  return traceOf(
    Array.from({ length: count }, (_, i) => {
      const sentMs = Math.floor(i / slots) * tookMs
      return callOf(i, sentMs, sentMs + tookMs)
    }),
  )
}
