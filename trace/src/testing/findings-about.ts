import type { Call } from '../call.ts'
import { findings, type FindingsOptions } from '../findings.ts'
import type { FindingKind } from '../findings/finding.ts'
import { callOf, traceOf, type SampleCall } from './traces.ts'

/** Calls to `GET /products/1`, `/2` … */
export type Calls = readonly SampleCall[]

export const products = (calls: Calls): Call[] => calls.map((call, id) => callOf(id, ...call))

/** The sentences about one thing. The other findings don't count. */
export function about(
  kind: FindingKind,
  calls: Calls,
  options: FindingsOptions = {},
  nowMs?: number,
) {
  const trace = traceOf(products(calls), nowMs === undefined ? {} : { nowMs })
  return findings(trace, options).flatMap((finding) => (finding.kind === kind ? finding.text : []))
}

/** Calls that end when the next one is sent. */
export const chain = (count: number, more: SampleCall[2] = {}): Calls =>
  Array.from({ length: count }, (_, i) => [i * 100, (i + 1) * 100, more])

/** What calls have in common that ask for the same thing. */
export const same = { url: 'http://shop.test/products/1', fingerprint: 'ann' }

export const overloaded = { outcome: 'http-error', status: 503 } as const

/** Attempts of one call, each sent so long after the one before had failed. */
export const attempts = (waitMs: number, more: SampleCall[2] = {}): Calls =>
  [1, 2, 3, 4].map((attempt, i) => [
    i * (20 + waitMs),
    i * (20 + waitMs) + 20,
    { ...same, attempt, ...more },
  ])
