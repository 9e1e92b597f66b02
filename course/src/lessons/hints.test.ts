import { expect, test } from 'vitest'
import { nextHint, splitHints } from './hints.ts'

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

test('after the task is done, the next hint is the one for the stars', () => {
  const hints = ['A question', 'A pointer', 'The stars'].map((title) => ({ title, text: '' }))
  expect([0, 1, 2, 3].map((seen) => nextHint(hints, seen, false))).toEqual([1, 2, 3, 3])
  expect([0, 1, 2, 3].map((seen) => nextHint(hints, seen, true))).toEqual([3, 3, 3, 3])
  expect(nextHint(hints.slice(0, 2), 0, true)).toBe(1)
})
