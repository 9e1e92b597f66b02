import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const names = ['one-after-another', 'all-at-once', 'start-then-await', 'list']

test('finds a name by a part of it', () => {
  expect(nearest('at-once', names)).toBe('all-at-once')
})

test('finds a name in spite of a typing error', () => {
  expect(nearest('al-at-onec', names)).toBe('all-at-once')
  expect(nearest('lst', names)).toBe('list')
})

test('finds a name by one misspelled word of it', () => {
  expect(nearest('anothr', names)).toBe('one-after-another')
})

test('finds nothing when nothing is near', () => {
  expect(nearest('kubernetes', names)).toBeUndefined()
  expect(nearest('', names)).toBeUndefined()
})
