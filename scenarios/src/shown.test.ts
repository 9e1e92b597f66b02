import { expect, test } from 'vitest'
import { shown } from './shown.ts'

test.each([
  [new Error('sold out'), '`Error: sold out`'],
  [new AggregateError([]), '`AggregateError`'],
  [{ why: 'late' }, "`{ why: 'late' }`"],
  [0, '`0`'],
  [[0, 10, '+0'], "`[ 0, 10, '+0' ]`"],
])('shows %o as %s', (value, text) => {
  expect(shown(value)).toBe(text)
})
