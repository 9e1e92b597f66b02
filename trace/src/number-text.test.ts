import { expect, test } from 'vitest'
import { msText } from './ms.ts'
import { numberText } from './number-text.ts'

test.each([
  [0, '0'],
  [1_336, '1336'],
  [9_999.5, '9999.5'],
  [10_000, '10,000'],
  [1_234_567.25, '1,234,567.25'],
  [-12_500, '-12,500'],
])('prints %d as %s', (value, text) => {
  expect(numberText(value)).toBe(text)
})

test('a time is printed like every other number', () => {
  expect([1_336, 12_500.0004].map(msText)).toEqual(['1336 ms', '12,500 ms'])
})
