import { expect, test } from 'vitest'
import type { Trace } from '../call.ts'
import { sample } from '../testing/traces.ts'
import { sentence, wanted, type Check } from '../testing/matcher-messages.ts'
import { sequence, batches, failing, open, unread } from '../testing/sample-traces.ts'

test.each<[name: string, trace: Trace, check: Check]>([
  ['toStartNothingAfter', batches, (it) => it.toStartNothingAfter(100)],
  ['toLeaveNothingInFlight', batches, (it) => it.toLeaveNothingInFlight()],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.toStartNothingAfter(250),
    'Expected no call to be sent after 250 ms, but 2 were: the first is /2 at 300 ms.',
  ],
  [
    failing,
    (it) => it.toStartNothingAfter('first failure'),
    'Expected no call to be sent after /2 failed at 80 ms, but 1 was: /4 at 90 ms.',
  ],
  [
    sequence,
    (it) => it.toStartNothingAfter('first failure'),
    'Expected no call to be sent after the first failure, but no call failed.',
  ],
  [
    open,
    (it) => it.toLeaveNothingInFlight(),
    'Expected nothing to be left in flight, but 2 were: /2, sent at 10 ms, had no answer yet. Wait for each call, or abort it.',
  ],
  [
    unread,
    (it) => it.toLeaveNothingInFlight(),
    'Expected nothing to be left in flight, but 1 was: /1, sent at 0 ms, has a body that was not read to its end. Wait for each call, or abort it.',
  ],
])('fails with a sentence: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.not.toStartNothingAfter(500),
    'Expected a call to be sent after 500 ms, but no call was sent.',
  ],
  [
    sequence,
    (it) => it.not.toLeaveNothingInFlight(),
    'Expected a call to be left in flight, but all were over (3 calls).',
  ],
])('fails with a sentence for .not: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  ['no late calls', sequence, (it) => it.toStartNothingAfter(250), 'makespan 300 ms, peak 1'],
  [
    'only calls that are over',
    open,
    (it) => it.toLeaveNothingInFlight(),
    'makespan 100 ms, peak 3',
  ],
])('the wanted timeline shows %s', (_name, trace, check, makespan) => {
  expect(wanted(trace, check)).toContain(makespan)
  expect(wanted(trace, check)).not.toContain('pending')
})

test('the first failure is the call that failed first, not the one that was sent first', () => {
  const trace = sample([
    [0, 90, { outcome: 'http-error' }],
    [0, 40, { outcome: 'http-error' }],
    [50, 120],
  ])
  expect(sentence(trace, (it) => it.toStartNothingAfter('first failure'))).toBe(
    'Expected no call to be sent after /2 failed at 40 ms, but 1 was: /3 at 50 ms.',
  )
})

test('a freed slot may be filled again at the moment when another call fails', () => {
  const refilled = sample([
    [0, 80],
    [0, 80, { outcome: 'http-error' }],
    [80, 120],
  ])
  expect(refilled).toStartNothingAfter('first failure')
  const refilledTwice = sample([
    [0, 80],
    [0, 80, { outcome: 'http-error' }],
    [80, 120],
    [80, 130],
  ])
  expect(sentence(refilledTwice, (it) => it.toStartNothingAfter('first failure'))).toBe(
    'Expected no call to be sent after /2 failed at 80 ms, but 1 was: /4 at 80 ms.',
  )
  const failedAtOnce = sample([
    [0, 0, { outcome: 'network-error' }],
    [0, 10],
  ])
  expect(failedAtOnce).toStartNothingAfter('first failure')
})
