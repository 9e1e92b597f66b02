import { expect, test } from 'vitest'
import { splitHints } from './hints.ts'

test('cuts a ladder at its headings', () => {
  expect(
    splitHints('# Hints\n\nBefore.\n\n## A question\n\nWho?\n\n## A pointer\n\nLook.\n'),
  ).toEqual([
    { title: 'A question', text: 'Who?' },
    { title: 'A pointer', text: 'Look.' },
  ])
})

test('takes a heading within a code fence for code', () => {
  const hints = splitHints('## One\n\n```ts\n## two\n```\n\n## Three\n')
  expect(hints.map(({ title }) => title)).toEqual(['One', 'Three'])
})

test('finds no hints in an empty file', () => {
  expect(splitHints('')).toEqual([])
})
