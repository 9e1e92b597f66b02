import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { installClock } from './clock.ts'
import { timeOf, virtualTime } from './virtual-time.ts'

test('sleep waits, and sleep(0) waits until other code has run', async () => {
  using time = virtualTime()
  await time.sleep(20)
  expect(time.nowMs).toBe(20)
  let ran = false
  setImmediate(() => (ran = true))
  await time.sleep(0)
  expect([time.nowMs, ran]).toEqual([20, true])
})

test('sleep rejects with the reason of its signal', async () => {
  using time = virtualTime()
  const controller = new AbortController()
  setTimeout(() => controller.abort('enough'), 10)
  await expect(time.sleep(1000, controller)).rejects.toBe('enough')
  await expect(time.sleep(1000, controller)).rejects.toBe('enough')
  expect(time.nowMs).toBe(10)
})

test.each([0, 1000])('an aborted sleep of %i ms leaves no timer', async (ms) => {
  using clock = installClock()
  const time = timeOf(clock, () => {})
  const controller = new AbortController()
  const sleep = time.sleep(ms, controller)
  expect(clock.waiting).toBe(1)
  controller.abort('enough')
  await expect(sleep).rejects.toBe('enough')
  expect(clock.waiting).toBe(0)
})

test('a completed sleep leaves no listener on its signal', async () => {
  using time = virtualTime()
  const { signal } = new AbortController()
  await time.sleep(10, { signal })
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
