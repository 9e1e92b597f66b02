import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Timer, TimerQueue } from './timer-queue.ts'

function timerAt(dueMs: number): Timer {
  const timer = new Timer(() => {})
  timer.dueMs = dueMs
  return timer
}

const manyOf = (max: number) => fc.array(fc.nat({ max }), { maxLength: 60, size: 'max' })

test('returns timers by due time, and timers due together in the order they were added', () => {
  fc.assert(
    fc.property(manyOf(20), manyOf(60), (dues, removed) => {
      const queue = new TimerQueue()
      const timers = dues.map(timerAt)
      for (const timer of timers) queue.add(timer)
      const gone = new Set(removed.flatMap((index) => timers[index] ?? []))
      for (const timer of gone) expect(queue.remove(timer)).toBe(true)
      const expected = timers
        .filter((timer) => !gone.has(timer))
        .toSorted((a, b) => a.dueMs - b.dueMs)
      expect(queue.firstDueMs).toBe(expected[0]?.dueMs)
      expect([queue.size, new Set(queue.timers)]).toEqual([expected.length, new Set(expected)])
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
