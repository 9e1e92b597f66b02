import { expect, test } from 'vitest'
import { countTimers } from './count-timers.ts'

test('counts the timers that are set, and then puts the functions back', () => {
  const { setInterval: before } = globalThis
  const timers = countTimers()
  clearInterval(setInterval(() => {}, 10))
  clearTimeout(setTimeout(() => {}, 10))
  AbortSignal.timeout(10)
  expect(timers.set).toBe(3)
  timers[Symbol.dispose]()
  expect(setInterval).toBe(before)
})
