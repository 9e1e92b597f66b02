import { expect, test } from 'vitest'
import type { Trace } from '../call.ts'
import { sample } from '../testing/traces.ts'
import { sentence, wanted, type Check } from '../testing/matcher-messages.ts'
import { none, sequence, together, batches, pool, open, unread } from '../testing/sample-traces.ts'

test.each<[name: string, trace: Trace, check: Check]>([
  ['toRunInOrder', sequence, (it) => it.toRunInOrder()],
  ['toRunInOrder with an unread body', unread, (it) => it.toRunInOrder()],
  ['toKeepSlotsBusy', pool, (it) => it.toKeepSlotsBusy(2)],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    batches,
    (it) => it.toRunInOrder(),
    'Expected each call to be sent after the one before had ended, but /2 was sent at 0 ms, while /1 was under way, until 100 ms: await each answer before you send the next call.',
  ],
  [
    open,
    (it) => it.toRunInOrder(),
    'Expected each call to be sent after the one before had ended, but /2 was sent at 10 ms, while /1 was under way, until 100 ms: await each answer before you send the next call.',
  ],
  [
    sample([
      [0, undefined],
      [10, 20],
    ]),
    (it) => it.toRunInOrder(),
    'Expected each call to be sent after the one before had ended, but /2 was sent at 10 ms, while /1 was under way, and still is: await each answer before you send the next call.',
  ],
  [
    none,
    (it) => it.toRunInOrder(),
    'Expected each call to be sent after the one before had ended, but no call was sent.',
  ],
  [
    batches,
    (it) => it.toKeepSlotsBusy(2),
    'Expected 2 slots to be busy while calls were still to be sent, but they were empty for 60 ms in all, first at 40 ms: send the next call as soon as one ends.',
  ],
  [
    sequence,
    (it) => it.toKeepSlotsBusy(3),
    'Expected 3 slots to be busy while calls were still to be sent, but they were empty for 1000 ms in all, first at 0 ms: send the next call as soon as one ends.',
  ],
  [
    none,
    (it) => it.toKeepSlotsBusy(3),
    'Expected 3 slots to be busy while calls were still to be sent, but no call was sent.',
  ],
])('fails with a sentence: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[trace: Trace, check: Check, says: string]>([
  [
    sequence,
    (it) => it.not.toRunInOrder(),
    'Expected some calls to overlap, but each was sent after the one before had ended.',
  ],
  [
    pool,
    (it) => it.not.toKeepSlotsBusy(2),
    'Expected a slot to be empty while calls were still to be sent, but all 2 were busy.',
  ],
])('fails with a sentence for .not: %#', (trace, check, says) => {
  expect(sentence(trace, check)).toBe(says)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  ['a sequence', together, (it) => it.toRunInOrder(), 'makespan 600 ms, peak 1'],
])('the wanted timeline shows %s', (_name, trace, check, makespan) => {
  expect(wanted(trace, check)).toContain(makespan)
  expect(wanted(trace, check)).not.toContain('pending')
})

test('a call has not ended while its body is being read', () => {
  const trace = sample([
    [0, 80, { headersMs: 30 }],
    [30, 60],
  ])
  expect(trace).not.toRunInOrder()
})
