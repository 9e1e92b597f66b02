import { expect, test } from 'vitest'
import { LostTime } from './lost-time.ts'

test('loses nothing while timers fire nearly on time', () => {
  const time = new LostTime(0, 0)
  for (let atMs = 12; atMs < 200; atMs += 12) time.beat(atMs, 0)
  expect(time.lostMs).toBe(0)
})

test('loses the time in which other programs have the processor', () => {
  const time = new LostTime(0, 100)
  time.beat(60, 100)
  time.beat(70, 102)
  time.beat(110, 102)
  expect(time.lostMs).toBe(50 + 30)
})

test("loses no time in which the program's own code blocks the thread", () => {
  const time = new LostTime(0, 0)
  time.beat(310, 300)
  expect(time.lostMs).toBe(0)
})
