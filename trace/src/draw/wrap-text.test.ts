import { expect, test } from 'vitest'
import { wrapText } from './wrap-text.ts'

test('breaks a long line between words', () => {
  expect(wrapText('one two three four', 9)).toBe('one two\nthree\nfour')
})

test('leaves indented lines, short lines and words that are too long unchanged', () => {
  const text = '  12 | const a = a very long line\na:   b\n\nincomprehensibility'
  expect(wrapText(text, 10)).toBe(text)
})

test('counts no columns for colours', () => {
  const red = (word: string): string => `\u001B[31m${word}\u001B[39m`
  expect(wrapText(`${red('one')} ${red('two')} three`, 9)).toBe(
    `${red('one')} ${red('two')}\nthree`,
  )
})
