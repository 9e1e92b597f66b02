import { expect, test } from 'vitest'
import { carries, isSame } from './same.ts'

const thrown = new Error('sold out')

test.each<[boolean, string, unknown]>([
  [true, 'itself', thrown],
  [true, 'its wrapper', new Error('could not load', { cause: thrown })],
  [true, 'a wrapper of a wrapper', new Error('a', { cause: new Error('b', { cause: thrown }) })],
  [true, 'a list of errors', new AggregateError([new Error('other'), thrown])],
  [false, 'another error with the same message', new Error('sold out')],
  [false, 'nothing', undefined],
  [false, 'an error that is its own cause', loop()],
])('%s: an error is carried by %s', (expected, _, error) => {
  expect(carries(error, thrown)).toBe(expected)
})

test('undefined is carried only by itself or an explicit cause', () => {
  expect(carries(undefined, undefined)).toBe(true)
  expect(carries(new Error('x'), undefined)).toBe(false)
  expect(carries(new Error('x', { cause: undefined }), undefined)).toBe(true)
})

test('values are compared all the way down', () => {
  expect(isSame([{ id: 1, tags: ['tea'] }], [{ id: 1, tags: ['tea'] }])).toBe(true)
  expect(isSame([{ id: 1, tags: ['tea'] }], [{ id: 1, tags: [] }])).toBe(false)
  expect(isSame([1, undefined], [1])).toBe(false)
})

function loop(): Error {
  const error = new Error('loop')
  error.cause = error
  return error
}
