import { expect, test } from 'vitest'
import type { Trace } from '../call.ts'
import { sample } from '../testing/traces.ts'
import { failure, sentence, wanted, type Check } from '../testing/matcher-messages.ts'
import { none, sequence, batches, aborted, orders } from '../testing/sample-traces.ts'

test.each<[name: string, trace: Trace, check: Check]>([
  ['toHaveCalls', batches, (it) => it.toHaveCalls(4)],
  ['toHaveCalls with dropped calls', { ...batches, dropped: 3 }, (it) => it.toHaveCalls(7)],
  ['toHaveAborted', aborted, (it) => it.toHaveAborted(2)],
  ['toHaveAttempts by path', orders, (it) => it.toHaveAttempts('/orders', 2)],
  ['toHaveAttempts by path and query', orders, (it) => it.toHaveAttempts('/orders?dry', 2)],
  ['toHaveAttempts by URL', orders, (it) => it.toHaveAttempts('http://shop.test/orders/1', 1)],
  ['toHaveAttempts without attempts', orders, (it) => it.toHaveAttempts('/cart', 0)],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.toHaveCalls(2),
    'Expected 2 calls, but 3 were sent: the first extra one is /3, sent at 500 ms.',
  ],
  [sequence, (it) => it.toHaveCalls(4), 'Expected 4 calls, but only 3 were sent.'],
  [none, (it) => it.toHaveCalls(1), 'Expected 1 call, but no call was sent.'],
  [
    sequence,
    (it) => it.toHaveAborted(2),
    'Expected 2 aborted calls, but no call was aborted: pass the signal to each call, and abort it when the answers are no longer needed.',
  ],
  [
    aborted,
    (it) => it.toHaveAborted(0),
    'Expected no aborted call, but 2 were aborted: the first extra one is /2, sent at 0 ms.',
  ],
  [
    orders,
    (it) => it.toHaveAttempts('/orders', 1),
    'Expected 1 attempt at /orders, but 2 were made: the first extra one was sent at 10 ms.',
  ],
  [
    sample([[0, 10, { url: 'http://shop.test/orders', outcome: 'http-error', status: 503 }]]),
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but 1 was made, and the last one ended as a 503.',
  ],
  [
    sequence,
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but no call was made: calls went to /1, /2, /3.',
  ],
  [
    none,
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but no call was made: no call was sent.',
  ],
])('fails with a sentence: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.not.toHaveCalls(3),
    'Expected a number of calls other than 3, but 3 were sent.',
  ],
  [
    aborted,
    (it) => it.not.toHaveAborted(2),
    'Expected a number of aborted calls other than 2, but 2 were aborted.',
  ],
  [
    orders,
    (it) => it.not.toHaveAttempts('/orders', 2),
    'Expected a number of attempts at /orders other than 2, but 2 were made.',
  ],
])('fails with a sentence for .not: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  ['fewer calls', sequence, (it) => it.toHaveCalls(1), 'makespan 300 ms, peak 1'],
  ['fewer attempts', orders, (it) => it.toHaveAttempts('/orders', 1), 'makespan 20 ms, peak 2'],
])('the wanted timeline shows %s', (_name, trace, check, makespan) => {
  expect(wanted(trace, check)).toContain(makespan)
  expect(wanted(trace, check)).not.toContain('pending')
})

test('counts the calls that the recorder dropped as the first calls', () => {
  const later = sequence.calls.map((call) => ({ ...call, id: call.id + 2 }))
  const message = failure({ ...sequence, calls: later, dropped: 2 }, (it) => it.toHaveCalls(3))
  expect(message).toContain('Expected 3 calls, but 5 were sent: the first extra one is /2')
  expect(message).toMatch(/wanted\n\/1 [^]*, 1 call/)
})
