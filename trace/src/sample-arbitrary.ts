import fc from 'fast-check'
import type { Trace } from './call.ts'
import { sample, type SampleCall } from './sample.ts'

const call: fc.Arbitrary<SampleCall> = fc
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

/** Traces of up to 12 calls in the order they were sent, on a grid of whole ms so that moments meet. */
export const anyTrace: fc.Arbitrary<Trace> = fc.array(call, { maxLength: 12 }).map((calls) =>
  sample(
    calls.toSorted(([a], [b]) => a - b),
    30,
  ),
)
