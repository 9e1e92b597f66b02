import { expect, test } from 'vitest'
import { median } from './statistics.ts'

test('takes the middle value whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5)
})

test('takes the mean of the two in the middle of an even count', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('refuses an empty list', () => {
  expect(() => median([])).toThrow('no values')
})
