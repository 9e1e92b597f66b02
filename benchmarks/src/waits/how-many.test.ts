import { expect, test } from 'vitest'
import { howMany } from './how-many.ts'

test('as many are started as the budget has room for', () => {
  expect(howMany(5e6, 62e6, 200)).toBe(12)
})

test('more than wanted are never started', () => {
  expect(howMany(5e6, 6e9, 200)).toBe(200)
  expect(howMany(-1, 6e9, 200)).toBe(200)
})

test('one is started even if it is larger than the budget', () => {
  expect(howMany(5e6, 1e6, 200)).toBe(1)
})
