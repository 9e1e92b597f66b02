import { expect, test } from 'vitest'
import { columnsOf, cutEnd, cutMiddle, oneLine, padEnd, padStart, wrapped } from './text.ts'

test('makes a text one line, without control characters', () => {
  expect(oneLine('a\nb\t c\u001B[31m')).toBe('a b c [31m')
  expect(oneLine('left\u202Eright')).toBe('leftright')
  expect(oneLine('Zürich 鷹', true)).toBe('Z?rich ?')
})

test('counts two columns for a wide character, and none for a combining mark', () => {
  expect(columnsOf('abc')).toBe(3)
  expect(columnsOf('鷹の目')).toBe(6)
  expect(columnsOf('🐦')).toBe(2)
  expect(columnsOf('e\u0301')).toBe(1)
})

test('cuts the end or the middle of a text that has too many columns', () => {
  expect(cutEnd('/products/1', 11, '…')).toBe('/products/1')
  expect(cutEnd('/products/1', 6, '…')).toBe('/prod…')
  expect(cutMiddle('/vendors/acme/price/3', 10, '…')).toBe('/ve…rice/3')
  expect(cutMiddle('鷹鷹鷹鷹鷹', 5, '…')).toBe('…鷹')
  expect(cutEnd('abc', 2, '...')).toBe('..')
})

test('pads by columns', () => {
  expect(padEnd('鷹', 4)).toBe('鷹  ')
  expect(padStart('7', 3)).toBe('  7')
  expect(padStart('long', 3)).toBe('long')
})

test('wraps parts into as few lines as possible', () => {
  expect(wrapped(['a', 'b', 'ccc'], ', ', 4)).toEqual(['a, b', 'ccc'])
  expect(wrapped([], ', ', 4)).toEqual([])
})
