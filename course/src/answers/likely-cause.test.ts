import { expect, test } from 'vitest'
import { likelyCause } from './likely-cause.ts'

const thrown = (message: string): string[] => likelyCause({ name: 'TypeError', message }, false)
const compared = (actual: string): string[] =>
  likelyCause({ name: 'AssertionError', message: 'expected this to be that', actual }, false)

test.each([
  "Cannot read properties of undefined (reading 'map')",
  'undefined is not iterable (cannot read property Symbol(Symbol.iterator))',
  '(intermediate value) is not iterable',
])('asks whether the function gave undefined: %s', (message) => {
  expect(thrown(message)).toEqual([
    'Did your function return undefined? Is a `return` or an `await` missing?',
  ])
})

test.each([
  'object is not iterable (cannot read property Symbol(Symbol.iterator))',
  'promise is not iterable',
  'load is not a function or its return value is not iterable',
])('asks whether it was a list: %s', (message) => {
  expect(thrown(message)).toEqual([
    "Something that isn't a list is used as one. Is it an object, or is an `await` missing?",
  ])
})

test.each(['fetch failed', 'Invalid URL', "Cannot read properties of null (reading 'map')"])(
  'asks nothing about another error: %s',
  (message) => {
    expect(thrown(message)).toEqual([])
  },
)

test('asks about promises and undefined among what came', () => {
  expect(compared('[\n  Promise {},\n  Promise {},\n]')[0]).toContain('`await` missing?')
  expect(compared('[\n  undefined,\n  undefined,\n]')[0]).toContain('Is a `return`')
})

test('asks nothing about a list of which some values are undefined, or that speaks of promises', () => {
  expect(compared('[\n  undefined,\n  3,\n]')).toEqual([])
  expect(compared('"The Promise {}"')).toEqual([])
  expect(compared('4')).toEqual([])
})
