import { expect, test } from 'vitest'
import { untouched } from './schema.ts'
import { active, spentText, startedOver, totalSpentText, withPass } from './spent.ts'

const start = Date.parse('2026-01-31T12:00:00.000Z')
const minute = 60_000
const worked = (...minutes: readonly number[]): ReturnType<typeof active> =>
  minutes.reduce((before, at) => active(before, start + at * minute), untouched())

test('counts the time between two commands, and no break longer than 30 minutes', () => {
  expect(spentText(worked(0, 10, 40))).toBe('40 minutes')
  expect(spentText(worked(0, 10, 41, 43))).toBe('12 minutes')
  expect(spentText(worked(0, 0.4))).toBeUndefined()
  expect(spentText(worked(0, 1))).toBe('1 minute')
})

test('does not count a clock that was set back', () => {
  expect(spentText(worked(10, 0, 5))).toBe('5 minutes')
})

test('ends with the pass', () => {
  const passed = { ...worked(0, 10), passedAt: new Date(start).toISOString() }
  expect(active(passed, start + 20 * minute)).toBe(passed)
})

test('is unknown before the second command, and for a lesson from before it was measured', () => {
  expect(spentText(worked(0))).toBeUndefined()
  expect(spentText(untouched())).toBeUndefined()
  expect(spentText(undefined)).toBeUndefined()
})

test('starts over with a reset, and keeps the time before it', () => {
  const passed = withPass(worked(0, 10), new Date(start + 10 * minute).toISOString())
  const reset = startedOver(passed, start + 60 * minute)
  expect(spentText(reset)).toBeUndefined()
  const again = active(reset, start + 64 * minute)
  expect(spentText(again)).toBe('4 minutes')
  expect(totalSpentText(again)).toBe('14 minutes')
  const passedAgain = withPass(again, new Date(start + 64 * minute).toISOString())
  expect(active(passedAgain, start + 70 * minute)).toBe(passedAgain)
  expect(passedAgain.passedAt).toBe(passed.passedAt)
  expect(totalSpentText(startedOver(passedAgain, start + 80 * minute))).toBe('14 minutes')
})

test('keeps the time until a reset before the lesson is passed', () => {
  const reset = startedOver(worked(0, 10), start + 15 * minute)
  expect(totalSpentText(active(reset, start + 16 * minute))).toBe('16 minutes')
})
