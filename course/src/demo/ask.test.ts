import { expect, test } from 'vitest'
import { questionOf } from './ask.ts'

test('asks in lines that have room beside the line at the left', () => {
  const question = 'Three todos, one call each. Each call is sent when the one before has ended.'
  const asked = questionOf({ network: {}, demo: async () => {}, predict: { act: 'a', question } })
  expect(asked.replace('\n', ' ')).toBe(`Predict: ${question}`)
  expect(asked.split('\n').filter((line) => line.length > 76)).toEqual([])
})

test('asks without a question of the demo, too', () => {
  expect(questionOf({ network: {}, demo: async () => {} })).toBe(
    'Make a prediction before you see the run.',
  )
})
