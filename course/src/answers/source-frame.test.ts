import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
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

test('shows a long line without its indentation if that is enough', () => {
  const line = `${' '.repeat(30)}const a = (${'x'.repeat(20)}`
  expect(frameOf(line, { line: 1, column: 41 }, 40)).toBe(
    [`  1 | const a = (${'x'.repeat(20)}`, `    | ${' '.repeat(10)}^`].join('\n'),
  )
})

const long = 'const iterator = (items as AsyncIterable<T>)[Symbol.asyncIterator]().next(0, 1, 2, 3)'

test.each([
  [1, 'const iterator = (items as Async…', '^'],
  [45, '…as AsyncIterable<T>)[Symbol.asy…', '                     ^'],
  [86, '…yncIterator]().next(0, 1, 2, 3)', '                                ^'],
])('marks where a line is cut, around column %i', (column, shown, caret) => {
  const frame = frameOf(long, { line: 1, column }, 39).split('\n')
  expect(frame).toEqual([`  1 | ${shown}`, `    | ${caret}`])
})

test.each([
  ['…', 'C.UTF-8'],
  ['...', 'C'],
])('marks a cut with %s if the terminal can show it: LC_ALL=%s', (mark, locale) => {
  vi.stubEnv('LC_ALL', locale)
  onTestFinished(() => void vi.unstubAllEnvs())
  const [source = '', caret = ''] = frameOf(long, { line: 1, column: 45 }, 39).split('\n')
  expect(source.slice(6).split(/ ?\w.*\w/)).toEqual([mark, mark])
  expect(source[caret.indexOf('^')]).toBe('[')
})

test('keeps any column of any line in view, and within the width', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 1, max: 301 }),
      fc.integer({ min: 30, max: 100 }),
      (length, indentation, column, width) => {
        const letters = Array.from({ length }, (_, n) => String.fromCodePoint(0x4e_00 + n)).join('')
        const at = Math.min(column, length + 1)
        const line = ' '.repeat(indentation) + letters
        const frame = frameOf(line, { line: 1, column: indentation + at }, width)
        const [source = '', caret = ''] = frame.split('\n')
        expect(Math.max(source.length, caret.length)).toBeLessThanOrEqual(width)
        expect(source[caret.indexOf('^')]).toBe(letters[at - 1])
      },
    ),
  )
})
