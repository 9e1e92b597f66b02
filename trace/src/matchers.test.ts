import { expect, test } from 'vitest'
import { failure, type Check } from './testing/matcher-messages.ts'
import { batches, sequence } from './testing/sample-traces.ts'

test('a failure draws the wanted and the actual timeline, in 80 columns', () => {
  const message = failure(batches, (it) => it.toKeepSlotsBusy(2))
  const [, wanted = '', seen = ''] = message.split('\n\n')
  expect(wanted).toMatch(/^wanted\n[^]*makespan 120 ms, peak 2 in flight/)
  expect(seen).toMatch(/^seen\n[^]*makespan 150 ms, peak 2 in flight/)
  const [, ...lines] = message.split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
})

test('a failure draws only the actual timeline if there is no wanted timeline', () => {
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

test('a matcher accepts an object with a trace', () => {
  expect({ trace: sequence, value: 1 }).toRunInOrder()
})

test.each([
  [undefined, 'undefined'],
  ['text', 'text'],
  [{ value: 1, trace: [] }, 'an object with value, trace'],
  [{}, 'an object with nothing in it'],
  [Promise.resolve(), 'a promise: await it first'],
])('a matcher throws for %s, which has no trace', (thing, got) => {
  expect(() => expect(thing).toOverlap()).toThrow(
    new TypeError(
      `toOverlap() needs a trace, or an object with a \`trace\` (a run, a mock API), got ${got}`,
    ),
  )
})

test('a matcher throws for an invalid count', () => {
  expect(() => expect(sequence).toHavePeakInFlight(1.5)).toThrow(
    new RangeError('toHavePeakInFlight() needs a whole number >= 0, got 1.5'),
  )
  expect(() => expect(sequence).toKeepSlotsBusy(0)).toThrow(
    new RangeError('toKeepSlotsBusy() needs a whole number >= 1, got 0'),
  )
})
