import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

test('breaks a long line between words', () => {
  expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour')
})

test('leaves alone what is indented, what is short, and a word that fits nowhere', () => {
  const text = '  12 | const a = a very long line\nshort\n\nincomprehensibility'
  expect(wrap(text, 10)).toBe(text)
})
