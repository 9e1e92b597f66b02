import { afterEach, expect, test } from 'vitest'
import { OwnGlobals } from './own-globals.ts'

const own = new OwnGlobals()
afterEach(() => {
  own.restore()
})

test('finds nothing where nothing was replaced', () => {
  expect(own.restore()).toEqual([])
})

test('puts back what was replaced or removed, and names it', () => {
  const { fetch, Promise } = globalThis
  const { map } = Array.prototype
  globalThis.fetch = (() => {}) as unknown as typeof fetch
  globalThis.Promise = (() => {}) as unknown as PromiseConstructor
  // oxlint-disable-next-line no-extend-native -- this is what the test is about
  Array.prototype.map = () => []
  delete (Math as Partial<Math>).random
  const names = own.restore()
  expect(names.toSorted()).toEqual(['Array.prototype.map', 'Math.random', 'Promise', 'fetch'])
  expect([globalThis.fetch, globalThis.Promise, Array.prototype.map]).toEqual([fetch, Promise, map])
  expect(Math.random()).toBeLessThan(1)
})

test('works with the functions that it was made of replaced', () => {
  // oxlint-disable-next-line no-extend-native -- this is what the test is about
  Array.prototype.push = () => 0
  // oxlint-disable-next-line no-extend-native -- this is what the test is about
  Array.prototype[Symbol.iterator] = (() => {}) as unknown as () => ArrayIterator<never>
  const names = own.restore()
  expect(names.toSorted()).toEqual(['Array.prototype.push', 'Array.prototype[Symbol.iterator]'])
})
