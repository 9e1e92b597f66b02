import { expect, test } from 'vitest'
import { frameOf, placeOf } from './source-frame.ts'

test('finds line and column of a character', () => {
  expect(placeOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 })
  expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 })
})

test('puts the caret below the place', () => {
  expect(frameOf('one\nconst a = (\n', { line: 2, column: 11 })).toBe(
    ['  2 | const a = (', '    |           ^'].join('\n'),
  )
})

test('keeps tabs above the caret, so that both lines are as wide in every terminal', () => {
  expect(frameOf('\t\tfoo(', { line: 1, column: 6 })).toBe('  1 | \t\tfoo(\n    | \t\t   ^')
})

test('shows the part of a long line that matters', () => {
  const frame = frameOf(`${'x'.repeat(200)}!${'y'.repeat(50)}`, { line: 1, column: 201 })
  const [source = '', caret = ''] = frame.split('\n')
  expect(source[caret.indexOf('^')]).toBe('!')
  expect(source.length).toBeLessThanOrEqual(84)
})
