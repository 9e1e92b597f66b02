import { performance as perfHooks } from 'node:perf_hooks'
import * as nodeTimers from 'node:timers'
import {
  scheduler,
  setInterval as promisedInterval,
  setTimeout as delay,
} from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { virtualTime } from './virtual-time.ts'

const timer = (ms?: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const microtask = (): Promise<void> => Promise.resolve()
const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('reading the clock', () => {
  test('every clock shows virtual time', async () => {
    using time = virtualTime()
    const startMs = performance.now()
    const startDateMs = Date.now()
    const hr = process.hrtime()
    const big = process.hrtime.bigint()
    await timer(1500)
    expect(time.nowMs).toBe(1500)
    expect(performance.now()).toBe(startMs + 1500)
    expect(perfHooks.now()).toBe(startMs + 1500)
    expect(Date.now()).toBe(startDateMs + 1500)
    // Each virtual time begins on the next full hour.
    expect(new Date().toISOString()).toMatch(/^2036-\d\d-\d\dT\d\d:00:01\.500Z$/)
    expect(performance.timeOrigin + performance.now()).toBe(Date.now())
    expect(process.hrtime(hr)).toEqual([1, 500_000_000])
    expect(process.hrtime.bigint() - big).toBe(1_500_000_000n)
  })

  test('timers of node:timers and promisified timers are virtual, too', async () => {
    using time = virtualTime()
    await delay(10)
    expect(time.nowMs).toBe(10)
    await scheduler.wait(10)
    expect(time.nowMs).toBe(20)
    await scheduler.yield()
    expect(time.nowMs).toBe(20)
    await promisify(setTimeout)(10)
    expect(time.nowMs).toBe(30)
    await new Promise<void>((resolve) => nodeTimers.setTimeout(resolve, 10))
    expect(time.nowMs).toBe(40)
    for await (const _ of promisedInterval(10)) if (time.nowMs >= 70) break
    expect(time.nowMs).toBe(70)
  })

  test('AbortSignal.timeout aborts at its time, with a TimeoutError', async () => {
    using time = virtualTime()
    const signal = AbortSignal.timeout(250)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    expect(time.nowMs).toBe(250)
    expect(signal.reason).toBeInstanceOf(DOMException)
    expect(signal.reason.name).toBe('TimeoutError')
  })

  test.each([-1, 12.5, Number.NaN, Infinity, 2 ** 32])(
    'AbortSignal.timeout(%s) throws, as in Node',
    (ms) => {
      expect(() => AbortSignal.timeout(ms)).toThrow(RangeError)
      using _ = virtualTime()
      expect(() => AbortSignal.timeout(ms)).toThrow(RangeError)
    },
  )

  test('a loop that reads the clock ends at the millisecond that it waits for', () => {
    using time = virtualTime()
    const end = performance.now() + 90
    while (performance.now() < end);
    expect(time.nowMs).toBe(90)
    const later = Date.now() + 10
    while (Date.now() < later);
    expect(time.nowMs).toBe(100)
  })

  test('a loop that polls with setImmediate ends at the millisecond that it waits for', async () => {
    using time = virtualTime()
    const state = { done: false }
    setTimeout(() => (state.done = true), 50)
    while (!state.done) await immediate()
    expect(time.nowMs).toBe(50)
  })

  test('a loop of microtasks that reads the clock ends, too', async () => {
    using time = virtualTime()
    const end = Date.now() + 20
    while (Date.now() < end) await microtask()
    expect(time.nowMs).toBe(20)
  })
})
