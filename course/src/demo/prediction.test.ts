import type { Ask } from '@overlap/mock-server/stage'
import { expect, test } from 'vitest'
import { answerProblem, checkedPrediction, toAnswer } from './prediction.ts'

test.each(['1.5', '-1', '1e3', '1000001', 'three', '9'.repeat(400)])(
  'refuses %j as a number of calls, with what was expected and what came',
  (text) => {
    expect(answerProblem(text, 'calls')).toMatch(
      /^expected (a whole number such as 3|at most 1000000); got "/,
    )
  },
)

test.each(['-1', 'soon', '1000000001', '9'.repeat(400)])('refuses %j as a time', (text) => {
  expect(answerProblem(text, 'ms')).toMatch(
    /^expected (milliseconds such as 250|at most 1000000000); got "/,
  )
})

test('keeps a long answer from filling the screen', () => {
  expect(answerProblem('9'.repeat(400), 'calls')?.length).toBeLessThan(70)
})

test('takes what is right, and leaves out what was skipped', () => {
  expect([answerProblem('600.5', 'ms'), answerProblem(' 3 ', 'calls')]).toEqual([
    undefined,
    undefined,
  ])
  expect(['600.5', ' 3 ', ' '].map(toAnswer)).toEqual([600.5, 3, null])
})

const asks: Ask[] = [
  { question: 'How long?', unit: 'ms', answer: () => 1 },
  { question: 'How many?', unit: 'calls', answer: () => 1 },
]

test('takes fewer answers than there are questions', () => {
  expect(checkedPrediction([600], asks)).toEqual([600])
  expect(checkedPrediction([null, 3], asks)).toEqual([null, 3])
})

test('refuses answers that fit no question, and says what the questions are', () => {
  expect(() => checkedPrediction([1, 2, 3], asks)).toThrow(
    '--predict: got 3 answers.\n' +
      'Expected one number for each question, with commas between them:\n' +
      '  1. How long?\n  2. How many?',
  )
  expect(() => checkedPrediction([1, 2.5], asks)).toThrow(
    /^--predict: answer 2: expected a whole number/,
  )
  expect(() => checkedPrediction([1], [])).toThrow('This demo has no questions.')
})
