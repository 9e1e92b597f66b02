import { expect, test } from 'vitest'
import { problemOf, sectionOf } from './problem.ts'

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

test('finds a section by its heading, with everything in it', () => {
  const readme =
    '# Lesson\n\n## Your task\n\nWrite it.\n\n### Sizes\n\nAny.\n\n## Your tasks\n\nNo.\n'
  expect(sectionOf(readme, 'Your task')).toBe('Write it.\n\n### Sizes\n\nAny.')
  expect(sectionOf(readme, 'Go further')).toBe('')
})
