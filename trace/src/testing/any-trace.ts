import * as fc from 'fast-check'
import type { Call, Outcome, Trace } from '../call.ts'
import { sample, traceOf, type SampleCall } from './traces.ts'

const OUTCOMES: Outcome[] = ['pending', 'ok', 'ok', 'ok', 'http-error', 'network-error', 'aborted']

/** Times that coincide, times that touch, and fractions. */
const aTime = fc.oneof(
  fc.nat({ max: 20 }),
  fc.nat({ max: 2000 }),
  fc.double({ min: 0, max: 500, noNaN: true }),
)

const someHeaders = fc.option(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 3 }), {
  nil: undefined,
})

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
    requestHeaders: someHeaders,
    responseHeaders: someHeaders,
  })
  .map(({ sentMs, waitMs, receiveMs, outcome, answered, ...rest }): Omit<Call, 'id'> => {
    const { method, path, client, attempt, error, queueMs, doneMs } = rest
    const { requestHeaders, responseHeaders } = rest
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
      ...(requestHeaders && { requestHeaders }),
      ...(headers && responseHeaders && { responseHeaders }),
      ...(!pending && { endMs: headersMs + receiveMs }),
      ...(outcome === 'network-error' && { error }),
      server: {
        ...(queueMs !== undefined && { queuedMs: sentMs, startedMs: sentMs + queueMs }),
        ...(doneMs !== undefined && { doneMs: sentMs + doneMs }),
      },
    }
  })

/** Any trace of up to `most` calls, by several clients, with marks and dropped calls. */
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

const gridCall: fc.Arbitrary<SampleCall> = fc
  .record({
    sentMs: fc.nat(15),
    waitMs: fc.nat(8),
    bodyMs: fc.nat(4),
    state: fc.constantFrom('over', 'over', 'over', 'no-headers', 'body-left', 'pending'),
  })
  .map(({ sentMs, waitMs, bodyMs, state }): SampleCall => {
    const headersMs = sentMs + waitMs
    if (state === 'over') return [sentMs, headersMs + bodyMs, { headersMs }]
    if (state === 'no-headers') return [sentMs, headersMs, { outcome: 'network-error' }]
    return [sentMs, undefined, state === 'body-left' ? { headersMs, status: 200 } : {}]
  })

/** Any trace of up to 12 calls of one client at whole ms, so that moments coincide. */
export const anyGridTrace: fc.Arbitrary<Trace> = fc
  .array(gridCall, { maxLength: 12 })
  .map((calls) =>
    sample(
      calls.toSorted(([a], [b]) => a - b),
      30,
    ),
  )
