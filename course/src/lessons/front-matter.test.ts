import { expect, test } from 'vitest'
import { readFrontMatter, splitFrontMatter } from './front-matter.ts'

const complete = `---
title: All at once
idea: The slowest decides.
misconception: '\`await\` blocks.'
minutes: 15
part: Waiting
exports: [loadProducts]
---

# All at once
`

test('reads every part', () => {
  expect(readFrontMatter(complete)).toEqual({
    values: {
      title: 'All at once',
      idea: 'The slowest decides.',
      misconception: '`await` blocks.',
      minutes: 15,
      part: 'Waiting',
      exports: ['loadProducts'],
    },
    problems: [],
  })
})

test('cuts the front matter off', () => {
  expect(splitFrontMatter(complete).body).toBe('\n# All at once\n')
})

test('names each part that is missing or wrong, and keeps the rest', () => {
  const text = complete
    .replace('minutes: 15\n', 'minutes: a quarter\n')
    .replace('part: Waiting\n', '')
    .replace('[loadProducts]', '[]')
  const { values, problems } = readFrontMatter(text)
  expect(problems).toEqual([
    'minutes: must be a number of minutes',
    'part: is missing',
    'exports: must name at least one export',
  ])
  expect(values).toEqual({
    title: 'All at once',
    idea: 'The slowest decides.',
    misconception: '`await` blocks.',
  })
})

test('says that front matter is not YAML', () => {
  expect(readFrontMatter('---\ntitle: [\n---\n').problems[0]).toMatch(/^front matter is not YAML: /)
})

test('finds everything missing in a text without front matter', () => {
  expect(readFrontMatter('# Hello\n').problems).toHaveLength(6)
})
