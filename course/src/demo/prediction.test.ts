import { expect, test } from 'vitest'
import { makespanProblem, peakProblem, toPrediction } from './prediction.ts'

test.each(['1.5', '-1', '1e3', '1000001', 'three', '9'.repeat(400)])(
  'refuses %j as a number of calls, with what was expected and what came',
  (text) => {
    expect(peakProblem(text)).toMatch(
      /^expected (a whole number of calls such as 3|at most 1000000 calls); got "/,
    )
  },
)

test.each(['-1', 'soon', '1000000001', '9'.repeat(400)])('refuses %j as a makespan', (text) => {
  expect(makespanProblem(text)).toMatch(
    /^expected (milliseconds such as 600|at most 1000000000 ms); got "/,
  )
})

test('keeps a long answer from filling the screen', () => {
  expect(peakProblem('9'.repeat(400))?.length).toBeLessThan(70)
})

test('takes what is right, and leaves out what was skipped', () => {
  expect([makespanProblem('600.5'), peakProblem(' 3 ')]).toEqual([undefined, undefined])
  expect(toPrediction('600.5', ' 3 ')).toEqual({ makespanMs: 600.5, peakInFlight: 3 })
  expect(toPrediction('', '3')).toEqual({ peakInFlight: 3 })
  expect(toPrediction(' ', '')).toBeUndefined()
})
