import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('a microtask holds the thread, and a timer after each item takes long', async () => {
  const free = 'held 1 ms, took 200 ms'
  expect(await compare()).toEqual({
    'await null after each item': {
      'items of 0.1 ms': 'held 200 ms, took 200 ms',
      'items of 1 ms': 'held 200 ms, took 200 ms',
    },
    'a timer after each item': {
      'items of 0.1 ms': 'held 1 ms, took 2200 ms',
      'items of 1 ms': 'held 1 ms, took 400 ms',
    },
    'setImmediate after each item': { 'items of 0.1 ms': free, 'items of 1 ms': free },
    'scheduler.yield after each item': { 'items of 0.1 ms': free, 'items of 1 ms': free },
    'digestAll: a timer every 10 ms': {
      'items of 0.1 ms': 'held 10 ms, took 219 ms',
      'items of 1 ms': 'held 10 ms, took 219 ms',
    },
  })
})
