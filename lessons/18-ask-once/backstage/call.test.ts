import { expect, test } from 'vitest'
import { argumentsKey, callWith, splitCall } from '../call.ts'

const { signal } = new AbortController()
const list = [1]

test.each([
  [[]],
  [[1]],
  [['1']],
  [[1n]],
  [[undefined]],
  [['undefined']],
  [[1, 2]],
  [['1', 2]],
  [[1n, 2]],
  [['1,2']],
  [['1', '2']],
  [['"1","2"']],
  [[1, 2, 3]],
  [[Symbol.for('1'), 2]],
  [[Symbol('1'), 2]],
  [[null, 2]],
  [[undefined, 2]],
  [[list, 2]],
  [[[1], 2]],
  [[() => 1, 2]],
])('arguments %# have a key of its own, and always the same one', (args) => {
  expect(argumentsKey(...args)).toBe(argumentsKey(...args))
  keys.add(argumentsKey(...args))
  used += 1
  expect(keys.size).toBe(used)
})
const keys = new Set<unknown>()
let used = 0

test.each([
  [[], [], undefined],
  [[undefined], [undefined], undefined],
  [[7, { signal }], [7], signal],
  [[{ signal }], [], signal],
  [[7, { signal: undefined }], [7], undefined],
  [[7, {}], [7, {}], undefined],
  [[7, { signal: 'red' }], [7, { signal: 'red' }], undefined],
  [[7, { signal, method: 'GET' }], [7, { signal, method: 'GET' }], undefined],
])('splits %j into arguments and a signal', (given: unknown[], args, own) => {
  expect(splitCall(given)).toEqual({ args, signal: own })
})

test('the signal comes after the arguments', () => {
  const fn = (...given: readonly unknown[]): unknown => given
  expect(callWith(fn, [1, 2], signal)).toEqual([1, 2, { signal }])
})
