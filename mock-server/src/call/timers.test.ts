import { expect, test } from 'vitest'
import { installClock } from '../time/clock.ts'
import { virtualTime } from '../time/virtual-time.ts'
import { Stop } from './stop.ts'
import { Timers } from './timers.ts'

test('waits, and counts what waits', async () => {
  using time = virtualTime()
  const timers = new Timers()
  const stop = new Stop()
  const waits = [timers.wait(10, stop), timers.wait(20, stop)]
  expect(timers.waiting).toBe(2)
  await waits[0]
  expect([time.nowMs, timers.waiting]).toEqual([10, 1])
  await waits[1]
  expect([time.nowMs, timers.waiting]).toEqual([20, 0])
  stop.come('late')
  expect(timers.waiting).toBe(0)
})

test('waits no longer than until it is stopped', async () => {
  using clock = installClock()
  const timers = new Timers()
  const stop = new Stop()
  const wait = timers.wait(10, stop)
  expect([timers.waiting, clock.waiting]).toEqual([1, 1])
  stop.come('enough')
  expect([timers.waiting, clock.waiting]).toEqual([0, 0])
  await expect(wait).rejects.toBe('enough')
  await expect(timers.wait(0, stop)).rejects.toBe('enough')
  await expect(timers.wait(Infinity, stop)).rejects.toBe('enough')
})

test('needs no timer for 0 ms', async () => {
  const timers = new Timers()
  const wait = timers.wait(0, new Stop())
  expect(timers.waiting).toBe(0)
  expect(await wait).toBeUndefined()
})
