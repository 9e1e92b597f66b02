import { expect, test } from 'vitest'
import type { Trace } from '../call.ts'
import { sentence, wanted, type Check } from '../testing/matcher-messages.ts'
import { none, sequence, together, batches } from '../testing/sample-traces.ts'

test.each<[name: string, trace: Trace, check: Check]>([
  ['toHavePeakInFlight', batches, (it) => it.toHavePeakInFlight(2)],
  ['toHavePeakInFlight of no calls', none, (it) => it.toHavePeakInFlight(0)],
  ['toHavePeakInFlightAtMost', batches, (it) => it.toHavePeakInFlightAtMost(2)],
  ['toOverlap', together, (it) => it.toOverlap()],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.toHavePeakInFlight(3),
    'Expected a peak of 3 calls in flight, but at most 1 was: send the next call while others are still under way.',
  ],
  [
    batches,
    (it) => it.toHavePeakInFlight(1),
    'Expected a peak of 1 call in flight, but 2 were at 0 ms: send a call only when the one before has ended.',
  ],
  [
    batches,
    (it) => it.toHavePeakInFlight(7),
    'Expected a peak of 7 calls in flight, but only 4 calls were sent.',
  ],
  [
    none,
    (it) => it.toHavePeakInFlight(1),
    'Expected a peak of 1 call in flight, but no call was sent.',
  ],
  [
    together,
    (it) => it.toHavePeakInFlightAtMost(2),
    'Expected at most 2 calls in flight, but 3 were at 0 ms: once 2 are in flight, send a call only when one of them has ended.',
  ],
  [
    batches,
    (it) => it.toOverlap(),
    'Expected all 4 calls to be in flight at one moment, but at most 2 were: send every call before you await the first answer.',
  ],
  [
    none,
    (it) => it.toOverlap(),
    'Expected all calls to be in flight at one moment, but no call was sent.',
  ],
])('fails with a sentence: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    batches,
    (it) => it.not.toHavePeakInFlight(2),
    'Expected the peak in flight not to be 2 calls, but it was, at 0 ms.',
  ],
  [
    batches,
    (it) => it.not.toHavePeakInFlightAtMost(3),
    'Expected more than 3 calls in flight at some moment, but at most 2 were.',
  ],
  [
    together,
    (it) => it.not.toOverlap(),
    'Expected some calls not to overlap, but all 3 were in flight at 0 ms.',
  ],
])('fails with a sentence for .not: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  ['a pool', batches, (it) => it.toHavePeakInFlightAtMost(1), 'makespan 220 ms, peak 1'],
  ['all calls at once', sequence, (it) => it.toOverlap(), 'makespan 300 ms, peak 3'],
])('the wanted timeline shows %s', (_name, trace, check, makespan) => {
  expect(wanted(trace, check)).toContain(makespan)
  expect(wanted(trace, check)).not.toContain('pending')
})
