import { expect, test } from 'vitest'
import { problemOf } from './problem.ts'

test.each(['\n', '\r\n'])('is the first paragraph under its heading, with line ends %j', (end) => {
  const readme = [
    '---',
    'title: Lesson',
    '---',
    '# Lesson',
    '',
    '## The problem',
    '',
    'Calls are',
    'slow.',
    '',
    'More about it.',
    '',
    '## Predict',
  ].join(end)
  expect(problemOf(readme)).toBe(`Calls are${end}slow.`)
})

test('is empty where nothing is written about it', () => {
  expect(problemOf('# Lesson\n\n## Predict\n\nA question.\n')).toBe('')
  expect(problemOf('# Lesson\n\n## The problem\n\n## Predict\n\nA question.\n')).toBe('')
  expect(problemOf('')).toBe('')
})
