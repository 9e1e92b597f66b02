import { expect, test } from 'vitest'
import { answeredMs, compare } from './compare.ts'

test('a microtask holds the thread, and a timer after each item takes long', async () => {
  const free = 'held 1 ms, took 200 ms'
  expect(await compare()).toEqual({
    'await null per item': {
      'items of 0.1 ms': 'held 200 ms, took 200 ms',
      'items of 1 ms': 'held 200 ms, took 200 ms',
    },
    'a timer per item': {
      'items of 0.1 ms': 'held 1 ms, took 2200 ms',
      'items of 1 ms': 'held 1 ms, took 400 ms',
    },
    'setImmediate per item': { 'items of 0.1 ms': free, 'items of 1 ms': free },
    'scheduler.yield per item': { 'items of 0.1 ms': free, 'items of 1 ms': free },
    'digestAll, slices of 10 ms': {
      'items of 0.1 ms': 'held 10 ms, took 219 ms',
      'items of 1 ms': 'held 10 ms, took 219 ms',
    },
  })
})

test('a call is not sent before the thread is free, even if `fetch` was called', async () => {
  expect(await answeredMs({ sleepsFirst: false })).toBe(400)
  expect(await answeredMs({ sleepsFirst: true })).toBe(301)
})
