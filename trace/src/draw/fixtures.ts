import * as fc from 'fast-check'
import type { Call, Outcome, Trace } from '../call.ts'

/** A call to `GET /products/<id + 1>` that was answered well, or as told. */
export function callOf(id: number, sentMs: number, endMs: number, more: Partial<Call> = {}): Call {
  return {
    id,
    method: 'GET',
    url: `http://shop.test/products/${id + 1}`,
    client: '',
    attempt: 1,
    sentMs,
    headersMs: endMs,
    endMs,
    outcome: 'ok',
    status: 200,
    bodyBytes: 0,
    ...more,
  }
}

/** A call that came to no headers: failed, aborted, or pending if `endMs` is undefined. */
export function lostOf(
  id: number,
  sentMs: number,
  endMs: number | undefined,
  more: Partial<Call> = {},
): Call {
  const { headersMs: _headers, endMs: _end, status: _status, ...call } = callOf(id, sentMs, 0)
  return { ...call, outcome: 'pending', ...(endMs !== undefined && { endMs }), ...more }
}

/** A trace of these calls, taken when the last of them ended. */
export function traceOf(calls: readonly Call[], more: Partial<Trace> = {}): Trace {
  const nowMs = Math.max(0, ...calls.map((call) => call.endMs ?? call.sentMs))
  return { calls, epochMs: Date.UTC(2026, 10, 21), nowMs, dropped: 0, marks: [], ...more }
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

const OUTCOMES: Outcome[] = ['pending', 'ok', 'ok', 'ok', 'http-error', 'network-error', 'aborted']

/** Times that coincide, that touch, and that are no whole numbers. */
const aTime = fc.oneof(
  fc.nat({ max: 20 }),
  fc.nat({ max: 2000 }),
  fc.double({ min: 0, max: 500, noNaN: true }),
)

const aCall = fc
  .record({
    sentMs: aTime,
    waitMs: fc.oneof(fc.constant(0), aTime),
    receiveMs: fc.oneof(fc.constant(0), aTime),
    outcome: fc.constantFrom(...OUTCOMES),
    answered: fc.boolean(),
    method: fc.constantFrom('GET', 'GET', 'POST'),
    path: fc.oneof(
      fc.webPath(),
      fc.constantFrom('/products/1', '/products/2', '/search?q=a&b=%20'),
    ),
    client: fc.constantFrom('', '', 'alice', 'Bo 🐦'),
    attempt: fc.integer({ min: 1, max: 12 }),
    error: fc.oneof(fc.string(), fc.constant('TypeError: fetch failed (ECONNREFUSED)')),
    queueMs: fc.option(aTime, { nil: undefined }),
    doneMs: fc.option(aTime, { nil: undefined }),
  })
  .map(({ sentMs, waitMs, receiveMs, outcome, answered, ...rest }): Omit<Call, 'id'> => {
    const { method, path, client, attempt, error, queueMs, doneMs } = rest
    const pending = outcome === 'pending'
    const headers = outcome === 'ok' || outcome === 'http-error' || answered
    const headersMs = sentMs + waitMs
    return {
      method,
      url: `http://shop.test${path}`,
      client,
      attempt,
      sentMs,
      outcome,
      bodyBytes: 0,
      ...(headers && { headersMs, status: outcome === 'http-error' ? 503 : 200 }),
      ...(!pending && { endMs: headersMs + receiveMs }),
      ...(outcome === 'network-error' && { error }),
      server: {
        ...(queueMs !== undefined && { queuedMs: sentMs, startedMs: sentMs + queueMs }),
        ...(doneMs !== undefined && { doneMs: sentMs + doneMs }),
      },
    }
  })

/** Any trace of up to `most` calls. */
export function anyTrace(most = 60): fc.Arbitrary<Trace> {
  return fc
    .record({
      calls: fc.array(aCall, { maxLength: most }),
      marks: fc.array(fc.record({ atMs: aTime, label: fc.string({ maxLength: 30 }) }), {
        maxLength: 5,
      }),
      dropped: fc.constantFrom(0, 0, 12),
    })
    .map(({ calls, marks, dropped }) => {
      const sorted = calls
        .toSorted((a, b) => a.sentMs - b.sentMs)
        .map((call, id) => ({ id, ...call }))
      const moments = sorted.map((call) => call.endMs ?? call.headersMs ?? call.sentMs)
      return traceOf(sorted, { marks, dropped, nowMs: Math.max(0, ...moments) })
    })
}
