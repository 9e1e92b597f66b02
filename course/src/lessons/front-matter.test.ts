import { expect, test } from 'vitest'
import { readFrontMatter, readmeFields, splitFrontMatter, teachFields } from './front-matter.ts'

const complete = `---
title: All at once
minutes: 15
part: Waiting
exports: [loadProducts]
---

# All at once
`

test('reads every part', () => {
  expect(readFrontMatter(complete, readmeFields)).toEqual({
    values: {
      title: 'All at once',
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
  const { values, problems } = readFrontMatter(text, readmeFields)
  expect(problems).toEqual([
    'minutes: must be a number of minutes',
    'part: is missing',
    'exports: must name at least one export',
  ])
  expect(values).toEqual({
    title: 'All at once',
  })
})

test('says that front matter is not YAML', () => {
  expect(readFrontMatter('---\ntitle: [\n---\n', readmeFields).problems[0]).toMatch(
    /^front matter is not YAML: /,
  )
})

test('finds everything missing in a text without front matter', () => {
  expect(readFrontMatter('# Hello\n', readmeFields).problems).toHaveLength(4)
  expect(readFrontMatter('# Hello\n', teachFields).problems).toEqual([
    'idea: is missing',
    'misconception: is missing',
  ])
})
