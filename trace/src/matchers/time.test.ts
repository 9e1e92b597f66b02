import { expect, test } from 'vitest'
import type { Trace } from '../call.ts'
import { sentence, wanted, type Check } from '../testing/matcher-messages.ts'
import { none, sequence, batches } from '../testing/sample-traces.ts'

test.each<[name: string, trace: Trace, check: Check]>([
  ['toTake', batches, (it) => it.toTake(150)],
  ['toTake to the microsecond', batches, (it) => it.toTake(150.001)],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.toTake(300),
    'Expected the calls to take 300 ms, but they took 600 ms, 300 ms longer.',
  ],
  [
    sequence,
    (it) => it.toTake(600.002),
    'Expected the calls to take 600.002 ms, but they took 600 ms, 0.002 ms less.',
  ],
  [none, (it) => it.toTake(5), 'Expected the calls to take 5 ms, but no call was sent.'],
])('fails with a sentence: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[trace: Trace, check: Check, says: string]>([
  [sequence, (it) => it.not.toTake(600), 'Expected the calls not to take 600 ms, but they did.'],
])('fails with a sentence for .not: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  [
    'the schedule that takes the expected time',
    batches,
    (it) => it.toTake(120),
    'makespan 120 ms, peak 2',
  ],
])('the wanted timeline shows %s', (_name, trace, check, makespan) => {
  expect(wanted(trace, check)).toContain(makespan)
  expect(wanted(trace, check)).not.toContain('pending')
})
