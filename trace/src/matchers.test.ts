import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Trace } from './call.ts'
import { setDrawingDefaults } from './draw/options.ts'
import { sample } from './sample.ts'

beforeEach(() => setDrawingDefaults({}))
afterEach(() => setDrawingDefaults({}))

const none = sample([])
const sequence = sample([
  [0, 300],
  [300, 500],
  [500, 600],
])
const together = sample([
  [0, 300],
  [0, 200],
  [0, 100],
])
const batches = sample([
  [0, 100],
  [0, 40],
  [100, 150],
  [100, 130],
])
const pool = sample([
  [0, 100],
  [0, 40],
  [40, 90],
  [90, 120],
])
const failing = sample([
  [0, 50],
  [0, 80, { outcome: 'network-error' }],
  [50, 120],
  [90, 130],
])
const aborted = sample([
  [0, 50],
  [0, 50, { outcome: 'aborted' }],
  [0, 60, { outcome: 'aborted' }],
])
const orders = sample([
  [
    0,
    10,
    { url: 'http://shop.test/orders?dry', method: 'POST', outcome: 'http-error', status: 503 },
  ],
  [10, 20, { url: 'http://shop.test/orders?dry', method: 'POST', attempt: 2 }],
  [0, 20, { url: 'http://shop.test/orders/1' }],
])
const open = sample([
  [0, 100],
  [10, undefined],
  [20, undefined, { headersMs: 50, status: 200 }],
])
const unread = sample([
  [0, undefined, { headersMs: 50, status: 200 }],
  [50, 90],
])

type Assertion = ReturnType<typeof expect<Trace>>
type Check = (assertion: Assertion) => void

/** The whole message of an assertion that fails. */
function failure(trace: Trace, check: Check): string {
  try {
    check(expect(trace))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('It did not fail')
}

const sentence = (trace: Trace, check: Check): string | undefined =>
  failure(trace, check).split('\n')[0]

test.each<[name: string, trace: Trace, check: Check]>([
  ['toHavePeakInFlight', batches, (it) => it.toHavePeakInFlight(2)],
  ['toHavePeakInFlight of no calls', none, (it) => it.toHavePeakInFlight(0)],
  ['toHavePeakInFlightAtMost', batches, (it) => it.toHavePeakInFlightAtMost(2)],
  ['toOverlap', together, (it) => it.toOverlap()],
  ['toRunInOrder', sequence, (it) => it.toRunInOrder()],
  ['toRunInOrder with an unread body', unread, (it) => it.toRunInOrder()],
  ['toTake', batches, (it) => it.toTake(150)],
  ['toTake to the microsecond', batches, (it) => it.toTake(150.001)],
  ['toHaveCalls', batches, (it) => it.toHaveCalls(4)],
  ['toHaveCalls with forgotten ones', { ...batches, dropped: 3 }, (it) => it.toHaveCalls(7)],
  ['toStartNothingAfter', batches, (it) => it.toStartNothingAfter(100)],
  ['toLeaveNothingInFlight', batches, (it) => it.toLeaveNothingInFlight()],
  ['toKeepSlotsBusy', pool, (it) => it.toKeepSlotsBusy(2)],
  ['toHaveAborted', aborted, (it) => it.toHaveAborted(2)],
  ['toHaveAttempts by path', orders, (it) => it.toHaveAttempts('/orders', 2)],
  ['toHaveAttempts by path and query', orders, (it) => it.toHaveAttempts('/orders?dry', 2)],
  ['toHaveAttempts by URL', orders, (it) => it.toHaveAttempts('http://shop.test/orders/1', 1)],
  ['toHaveAttempts of none', orders, (it) => it.toHaveAttempts('/cart', 0)],
])('%s passes', (_name, trace, check) => {
  check(expect(trace))
})

test.each<[trace: Trace, check: Check, sentence: string]>([
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
    'Expected each call to be sent after the one before had ended, but /2 was sent at 10 ms, while /1 was under way, and is still: await each answer before you send the next call.',
  ],
  [
    none,
    (it) => it.toRunInOrder(),
    'Expected each call to be sent after the one before had ended, but no call was sent.',
  ],
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
  [
    sequence,
    (it) => it.toHaveCalls(2),
    'Expected 2 calls, but 3 were sent: the first too many is /3, sent at 500 ms.',
  ],
  [sequence, (it) => it.toHaveCalls(4), 'Expected 4 calls, but only 3 were sent.'],
  [none, (it) => it.toHaveCalls(1), 'Expected 1 call, but none was sent.'],
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
  [
    batches,
    (it) => it.toKeepSlotsBusy(2),
    'Expected 2 slots to be busy while calls were still to be sent, but they stood empty for 60 ms in all, first at 40 ms: send the next call as soon as one ends.',
  ],
  [
    sequence,
    (it) => it.toKeepSlotsBusy(3),
    'Expected 3 slots to be busy while calls were still to be sent, but they stood empty for 1000 ms in all, first at 0 ms: send the next call as soon as one ends.',
  ],
  [
    none,
    (it) => it.toKeepSlotsBusy(3),
    'Expected 3 slots to be busy while calls were still to be sent, but no call was sent.',
  ],
  [
    sequence,
    (it) => it.toHaveAborted(2),
    'Expected 2 aborted calls, but none was: give each call the signal, and abort it when its answer is of no more use.',
  ],
  [
    aborted,
    (it) => it.toHaveAborted(0),
    'Expected no aborted call, but 2 were: the first too many is /2, sent at 0 ms.',
  ],
  [
    orders,
    (it) => it.toHaveAttempts('/orders', 1),
    'Expected 1 attempt at /orders, but 2 were made: the first too many was sent at 10 ms.',
  ],
  [
    sample([[0, 10, { url: 'http://shop.test/orders', outcome: 'http-error', status: 503 }]]),
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but 1 was made, the last of which ended as a 503.',
  ],
  [
    sequence,
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but none was made: calls went to /1, /2, /3.',
  ],
  [
    none,
    (it) => it.toHaveAttempts('/orders', 3),
    'Expected 3 attempts at /orders, but none was made, for no call was sent.',
  ],
])('fails in a sentence: %#', (trace, check, expected) => {
  expect(sentence(trace, check)).toBe(expected)
})

test.each<[trace: Trace, check: Check, sentence: string]>([
  [
    batches,
    (it) => it.not.toHavePeakInFlight(2),
    'Expected a peak other than 2 calls in flight, but that is what it was, at 0 ms.',
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
  [
    sequence,
    (it) => it.not.toRunInOrder(),
    'Expected some calls to overlap, but each was sent after the one before had ended.',
  ],
  [sequence, (it) => it.not.toTake(600), 'Expected the calls not to take 600 ms, but they did.'],
  [
    sequence,
    (it) => it.not.toHaveCalls(3),
    'Expected any number of calls but 3, but that is how many were sent.',
  ],
  [
    sequence,
    (it) => it.not.toStartNothingAfter(500),
    'Expected a call to be sent after 500 ms, but none was.',
  ],
  [
    sequence,
    (it) => it.not.toLeaveNothingInFlight(),
    'Expected a call to be left in flight, but all were over (3 calls).',
  ],
  [
    pool,
    (it) => it.not.toKeepSlotsBusy(2),
    'Expected a slot to stand empty while calls were still to be sent, but none of 2 did.',
  ],
  [
    aborted,
    (it) => it.not.toHaveAborted(2),
    'Expected any number of aborted calls but 2, but that is how many there were.',
  ],
  [
    orders,
    (it) => it.not.toHaveAttempts('/orders', 2),
    'Expected any number of attempts at /orders but 2, but that is how many were made.',
  ],
])('fails with .not in a sentence: %#', (trace, check, expected) => {
  expect(sentence(trace, check)).toBe(expected)
})

test('draws the timeline wanted and the timeline seen, in 80 columns', () => {
  const message = failure(batches, (it) => it.toKeepSlotsBusy(2))
  const [, wanted = '', seen = ''] = message.split('\n\n')
  expect(wanted).toMatch(/^wanted\n[^]*makespan 120 ms, peak 2 in flight/)
  expect(seen).toMatch(/^seen\n[^]*makespan 150 ms, peak 2 in flight/)
  const [, ...lines] = message.split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
})

test.each<[name: string, trace: Trace, check: Check, makespan: string]>([
  ['a pool', batches, (it) => it.toHavePeakInFlightAtMost(1), 'makespan 220 ms, peak 1'],
  ['all at once', sequence, (it) => it.toOverlap(), 'makespan 300 ms, peak 3'],
  ['a sequence', together, (it) => it.toRunInOrder(), 'makespan 600 ms, peak 1'],
  ['the schedule that takes so long', batches, (it) => it.toTake(120), 'makespan 120 ms, peak 2'],
  ['fewer calls', sequence, (it) => it.toHaveCalls(1), 'makespan 300 ms, peak 1'],
  ['no late calls', sequence, (it) => it.toStartNothingAfter(250), 'makespan 300 ms, peak 1'],
  ['fewer attempts', orders, (it) => it.toHaveAttempts('/orders', 1), 'makespan 20 ms, peak 2'],
  ['all calls over', open, (it) => it.toLeaveNothingInFlight(), 'makespan 100 ms, peak 3'],
])('wants %s', (_name, trace, check, makespan) => {
  const [, wanted] = failure(trace, check).split('\n\n')
  expect(wanted).toMatch(/^wanted\n/)
  expect(wanted).toContain(makespan)
  expect(wanted).not.toContain('pending')
})

test('draws only what was seen where no timeline can be wanted', () => {
  const checks: Check[] = [
    (it) => it.toHaveCalls(9),
    (it) => it.toHavePeakInFlight(9),
    (it) => it.toTake(1),
    (it) => it.not.toHaveCalls(3),
    (it) => it.toHaveAborted(1),
  ]
  for (const check of checks) {
    const message = failure(sequence, check)
    expect(message).toContain('\n\nseen\n')
    expect(message).not.toContain('wanted\n')
  }
})

test('takes the failure that came first, not the one that was sent first', () => {
  const trace = sample([
    [0, 90, { outcome: 'http-error' }],
    [0, 40, { outcome: 'http-error' }],
    [50, 120],
  ])
  expect(sentence(trace, (it) => it.toStartNothingAfter('first failure'))).toBe(
    'Expected no call to be sent after /2 failed at 40 ms, but 1 was: /3 at 50 ms.',
  )
})

test('takes a call whose body is still being read for one that has not ended', () => {
  const trace = sample([
    [0, 80, { headersMs: 30 }],
    [30, 60],
  ])
  expect(trace).not.toRunInOrder()
})

test('counts the calls that the recorder forgot as the first ones', () => {
  const later = sequence.calls.map((call) => ({ ...call, id: call.id + 2 }))
  const message = failure({ ...sequence, calls: later, dropped: 2 }, (it) => it.toHaveCalls(3))
  expect(message).toContain('Expected 3 calls, but 5 were sent: the first too many is /2')
  expect(message).toMatch(/wanted\n\/1 [^]*, 1 call/)
})

test('lets a slot be filled again at the moment another call fails', () => {
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

test('takes whatever has a trace', () => {
  expect({ trace: sequence, value: 1 }).toRunInOrder()
})

test.each([
  [undefined, 'undefined'],
  ['text', 'text'],
  [{ value: 1, trace: [] }, 'an object with value, trace'],
  [{}, 'an object with nothing in it'],
  [Promise.resolve(), 'a promise: await it first'],
])('refuses %s, which has no trace', (thing, got) => {
  expect(() => expect(thing).toOverlap()).toThrow(
    new TypeError(
      `toOverlap() needs a trace, or something that has one as \`trace\` (a run, a mock API), got ${got}`,
    ),
  )
})

test('refuses a count that is none', () => {
  expect(() => expect(sequence).toHavePeakInFlight(1.5)).toThrow(
    new RangeError('toHavePeakInFlight() needs a whole number >= 0, got 1.5'),
  )
  expect(() => expect(sequence).toKeepSlotsBusy(0)).toThrow(
    new RangeError('toKeepSlotsBusy() needs a whole number >= 1, got 0'),
  )
})
