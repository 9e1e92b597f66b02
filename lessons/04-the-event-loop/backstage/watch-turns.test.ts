import { expect, test } from 'vitest'
import { watchTurns } from './watch-turns.ts'

test('tells whether nothing, microtasks or tasks ran since the last call', async () => {
  const ranSince = watchTurns()
  expect(ranSince()).toBe('nothing')
  expect(ranSince()).toBe('nothing')
  await Promise.resolve()
  expect(ranSince()).toBe('microtasks')
  await new Promise<void>((resolve) => process.nextTick(resolve))
  expect(ranSince()).toBe('microtasks')
  await new Promise((resolve) => setImmediate(resolve))
  expect(ranSince()).toBe('tasks')
  expect(ranSince()).toBe('nothing')
})
