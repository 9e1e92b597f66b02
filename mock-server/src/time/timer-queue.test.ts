import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TimerQueue, type Timer } from './timer-queue.ts'

const timerAt = (dueMs: number): Timer => ({ dueMs, isReferenced: true, fire: () => {} })

test('returns timers by due time, and timers due together in the order they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 })), fc.array(fc.nat({ max: 30 })), (dues, removed) => {
      const queue = new TimerQueue()
      const timers = dues.map(timerAt)
      for (const timer of timers) queue.add(timer)
      const gone = new Set(removed.flatMap((index) => timers[index] ?? []))
      for (const timer of gone) expect(queue.remove(timer)).toBe(true)
      const expected = timers
        .filter((timer) => !gone.has(timer))
        .toSorted((a, b) => a.dueMs - b.dueMs)
      expect(queue.firstDueMs).toBe(expected[0]?.dueMs)
      expect(Array.from(expected, () => queue.takeDue(Infinity))).toEqual(expected)
      expect([queue.takeDue(Infinity), queue.firstDueMs]).toEqual([undefined, undefined])
    }),
  )
})

test('keeps a timer until it is due, and does not remove an unknown timer', () => {
  const queue = new TimerQueue()
  queue.add(timerAt(10))
  expect(queue.takeDue(9)).toBeUndefined()
  expect(queue.remove(timerAt(10))).toBe(false)
  expect(queue.takeDue(10)?.dueMs).toBe(10)
})
