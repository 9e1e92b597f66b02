import { expect, test } from 'vitest'
import { describeError } from './describe-error.ts'

test('names the error, and the code of its cause', () => {
  const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const error = new TypeError('fetch failed', { cause })
  expect(describeError(error)).toBe('TypeError: fetch failed (ECONNRESET)')
})

test('finds the code in the error itself', () => {
  const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(describeError(error)).toBe('Error: connect (ECONNREFUSED)')
})

test('leaves out the numeric code of a DOMException', () => {
  expect(describeError(new DOMException('stopped', 'AbortError'))).toBe('AbortError: stopped')
})

test('describes any value in one line', () => {
  expect(describeError('no\n  more')).toBe('no more')
  expect(describeError(undefined)).toBe('undefined')
  expect(describeError(new Error('a\nb'))).toBe('Error: a b')
})
