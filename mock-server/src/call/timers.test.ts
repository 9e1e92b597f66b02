import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { installClock } from '../time/clock.ts'
import { virtualTime } from '../time/virtual-time.ts'
import { Timers } from './timers.ts'

test('waits, and counts what waits', async () => {
  using time = virtualTime()
  const timers = new Timers()
  const { signal } = new AbortController()
  const waits = [timers.wait(10, signal), timers.wait(20, signal)]
  expect(timers.waiting).toBe(2)
  await waits[0]
  expect([time.nowMs, timers.waiting]).toEqual([10, 1])
  await waits[1]
  expect([time.nowMs, timers.waiting]).toEqual([20, 0])
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('waits no longer than its signal lets it', async () => {
  using clock = installClock()
  const timers = new Timers()
  const controller = new AbortController()
  const wait = timers.wait(10, controller.signal)
  expect([timers.waiting, clock.waiting]).toEqual([1, 1])
  controller.abort('enough')
  expect([timers.waiting, clock.waiting]).toEqual([0, 0])
  await expect(wait).rejects.toBe('enough')
  await expect(timers.wait(0, controller.signal)).rejects.toBe('enough')
  await expect(timers.wait(Infinity, controller.signal)).rejects.toBe('enough')
})

test('needs no timer for 0 ms', async () => {
  const timers = new Timers()
  const wait = timers.wait(0, new AbortController().signal)
  expect(timers.waiting).toBe(0)
  expect(await wait).toBeUndefined()
})
