import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { PendingTimers } from './pending-timers.ts'

const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
afterEach(() => {
  Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval })
})

test('knows a timer until it has fired', async () => {
  const timers = new PendingTimers()
  expect(timers.any()).toBe(false)
  const { promise, resolve } = Promise.withResolvers<string>()
  globalThis.setTimeout(resolve, 1, 'given')
  expect(timers.any()).toBe(true)
  expect(await promise).toBe('given')
  expect(timers.any()).toBe(false)
})

test('forgets a timer that is cleared', () => {
  const timers = new PendingTimers()
  globalThis.clearTimeout(globalThis.setTimeout(() => {}, 1000))
  globalThis.clearInterval(globalThis.setInterval(() => {}, 1000))
  expect(timers.any()).toBe(false)
})

test('counts no timer that lets the process end', () => {
  const timers = new PendingTimers()
  const timer = globalThis.setTimeout(() => {}, 1000)
  timer.unref()
  expect(timers.any()).toBe(false)
  globalThis.clearTimeout(timer)
})

test('leaves the rest of the functions as it is', async () => {
  const timers = new PendingTimers()
  expect(await promisify(globalThis.setTimeout)(1, 'value')).toBe('value')
  expect(timers.any()).toBe(false)
  expect(globalThis.setTimeout.name).toBe('setTimeout')
})
