import { execFile } from 'node:child_process'
import { performance as perfHooks } from 'node:perf_hooks'
import * as nodeTimers from 'node:timers'
import * as nodeTimersPromises from 'node:timers/promises'
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

describe('how long things take', () => {
  test('100 + 200 + 300 ms in sequence take exactly 600 ms', async () => {
    using time = virtualTime()
    for (const ms of [100, 200, 300]) await timer(ms)
    expect(time.nowMs).toBe(600)
  })

  test('100, 200 and 300 ms together take exactly 300 ms', async () => {
    using time = virtualTime()
    await Promise.all([100, 200, 300].map(timer))
    expect(time.nowMs).toBe(300)
  })

  test('is the same 200 times over, with other things going on', async () => {
    const seen = new Set<string>()
    for (let run = 0; run < 200; run += 1) {
      using time = virtualTime()
      const log: string[] = []
      const noise = setInterval(() => void Promise.resolve().then(immediate), 7)
      await Promise.all(
        [30, 10, 20].map(async (ms, i) => {
          await timer(ms)
          for (let turns = 0; turns < 30; turns += 1) await microtask()
          await timer(5)
          log.push(`${i} at ${time.nowMs}`)
        }),
      )
      clearInterval(noise)
      seen.add(log.join(', '))
    }
    expect([...seen]).toEqual(['1 at 15, 2 at 25, 0 at 35'])
  })

  test('an hour is over at once', async () => {
    using time = virtualTime()
    await timer(3_600_000)
    expect(time.nowMs).toBe(3_600_000)
  })

  test('a delay of 0 is 1 ms, inside a timer and outside', async () => {
    using time = virtualTime()
    await timer(0)
    expect(time.nowMs).toBe(1)
    await new Promise<void>((resolve) => setTimeout(() => setTimeout(resolve), 10))
    expect(time.nowMs).toBe(12)
  })

  test('an immediate takes no time, inside a timer and outside', async () => {
    using time = virtualTime()
    await immediate()
    expect(time.nowMs).toBe(0)
    await new Promise<void>((resolve) => setTimeout(() => setImmediate(resolve), 10))
    expect(time.nowMs).toBe(10)
  })

  test('delays are cut to whole milliseconds, as Node cuts them', async () => {
    using time = virtualTime()
    await timer(10.9)
    expect(time.nowMs).toBe(10)
    await timer(2 ** 31)
    expect(time.nowMs).toBe(11)
  })

  test('promises that are ready run before the next timer', async () => {
    using time = virtualTime()
    const order: string[] = []
    const chain = timer(10).then(async () => {
      for (let turns = 0; turns < 1000; turns += 1) await microtask()
      order.push('chain')
    })
    await Promise.all([chain, timer(11).then(() => order.push('timer'))])
    expect(order).toEqual(['chain', 'timer'])
    expect(time.nowMs).toBe(11)
  })
})

describe('what reads the clock', () => {
  test('every clock shows virtual time', async () => {
    using time = virtualTime()
    const hr = process.hrtime()
    const big = process.hrtime.bigint()
    await timer(1500)
    expect(time.nowMs).toBe(1500)
    expect(performance.now()).toBe(1500)
    expect(perfHooks.now()).toBe(1500)
    expect(Date.now()).toBe(Date.UTC(2026, 0, 1) + 1500)
    expect(new Date().toISOString()).toBe('2026-01-01T00:00:01.500Z')
    expect(performance.timeOrigin + performance.now()).toBe(Date.now())
    expect(process.hrtime(hr)).toEqual([1, 500_000_000])
    expect(process.hrtime.bigint() - big).toBe(1_500_000_000n)
  })

  test('timers under other names are virtual too', async () => {
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
    expect(() => AbortSignal.timeout(-1)).toThrow(RangeError)
  })

  test('a loop that watches the clock ends at the millisecond it waits for', () => {
    using time = virtualTime()
    const end = performance.now() + 90
    while (performance.now() < end);
    expect(time.nowMs).toBe(90)
    const later = Date.now() + 10
    while (Date.now() < later);
    expect(time.nowMs).toBe(100)
  })

  test('a loop that polls by setImmediate ends within 1 ms of what it waits for', async () => {
    using time = virtualTime()
    const state = { done: false }
    setTimeout(() => (state.done = true), 50)
    while (!state.done) await immediate()
    expect(time.nowMs).toBe(51)
  })

  test('a loop of microtasks that watches the clock ends, too', async () => {
    using time = virtualTime()
    while (Date.now() < Date.UTC(2026, 0, 1) + 20) await microtask()
    expect(time.nowMs).toBe(20)
  })
})

describe('spend', () => {
  test('moves every clock at once, and lets nothing run meanwhile', () => {
    using time = virtualTime()
    let fired = false
    setTimeout(() => (fired = true), 10)
    time.spend(50)
    expect(fired).toBe(false)
    expect([time.nowMs, performance.now(), Date.now() - Date.UTC(2026, 0, 1)]).toEqual([50, 50, 50])
  })

  test('a timer that came due meanwhile fires late, in the order of due times', async () => {
    using time = virtualTime()
    const log: string[] = []
    for (const ms of [30, 10, 20]) setTimeout(() => log.push(`${ms} at ${time.nowMs}`), ms)
    time.spend(50)
    await timer(5)
    expect(log).toEqual(['10 at 50', '20 at 50', '30 at 50'])
    expect(time.nowMs).toBe(55)
  })

  test('a timer that is set afterwards counts from the new time', async () => {
    using time = virtualTime()
    time.spend(7)
    await timer(10)
    expect(time.nowMs).toBe(17)
  })

  test('an interval does not make up for the rounds it missed', async () => {
    using time = virtualTime()
    const beats: number[] = []
    const heart = setInterval(() => beats.push(time.nowMs), 10)
    await timer(25)
    time.spend(50)
    await timer(30)
    clearInterval(heart)
    expect(beats).toEqual([10, 20, 75, 85, 95])
  })

  test('fractions add up to whole milliseconds', () => {
    using time = virtualTime()
    for (let i = 0; i < 10; i += 1) time.spend(0.1)
    expect(time.nowMs).toBe(1)
    time.spend(0.75)
    expect(time.nowMs).toBe(1)
    time.spend(0.25)
    expect(time.nowMs).toBe(2)
  })

  test('refuses what is no time', () => {
    using time = virtualTime()
    expect(() => time.spend(-1)).toThrow('Cannot spend processor time: expected ms >= 0, got -1')
    expect(() => time.spend(NaN)).toThrow(RangeError)
  })
})

describe('sleep', () => {
  test('waits, and for 0 ms it lets others run', async () => {
    using time = virtualTime()
    await time.sleep(20)
    expect(time.nowMs).toBe(20)
    await time.sleep(0)
    expect(time.nowMs).toBe(20)
  })

  test('ends with the reason of its signal, and clears its timer', async () => {
    using time = virtualTime()
    const controller = new AbortController()
    setTimeout(() => controller.abort('enough'), 10)
    await expect(time.sleep(1000, controller)).rejects.toBe('enough')
    await expect(time.sleep(1000, controller)).rejects.toBe('enough')
    expect(time.nowMs).toBe(10)
  })
})

describe('intervals and clearing', () => {
  test('an interval can be cleared from inside and outside, also by clearTimeout', async () => {
    using time = virtualTime()
    const beats: string[] = []
    const inside = setInterval(() => {
      beats.push(`inside ${time.nowMs}`)
      if (time.nowMs >= 20) clearInterval(inside)
    }, 10)
    const outside = setInterval(() => beats.push(`outside ${time.nowMs}`), 15)
    setTimeout(() => clearTimeout(outside), 40)
    await timer(100)
    expect(beats).toEqual(['inside 10', 'outside 15', 'inside 20', 'outside 30'])
  })

  test('clearing what is no timer does nothing', () => {
    using _ = virtualTime()
    expect(() => {
      clearTimeout(undefined)
      clearInterval(undefined)
      clearTimeout(null as never)
    }).not.toThrow()
  })
})

describe('coming and going', () => {
  test('a second one while the first is open is refused', () => {
    using _ = virtualTime()
    expect(() => virtualTime()).toThrow('a virtual clock is running already')
  })

  test('everything is as before afterwards', () => {
    const read = (): unknown[] =>
      [
        [globalThis, 'setTimeout'],
        [globalThis, 'setInterval'],
        [globalThis, 'setImmediate'],
        [globalThis, 'clearTimeout'],
        [globalThis, 'Date'],
        [globalThis, 'Temporal'],
        [performance, 'now'],
        [performance, 'timeOrigin'],
        [process, 'hrtime'],
        [AbortSignal, 'timeout'],
        [scheduler, 'wait'],
        [nodeTimers, 'setTimeout'],
        [nodeTimersPromises, 'setTimeout'],
      ].flatMap(([owner, name]) => [
        Reflect.get(owner as object, name as string),
        Object.getOwnPropertyDescriptor(owner, name as string)?.enumerable,
      ])
    const before = read()
    const time = virtualTime()
    expect(
      read().filter((thing, i) => i % 2 === 0 && thing !== undefined && thing === before[i]),
    ).toEqual([])
    time[Symbol.dispose]()
    time[Symbol.dispose]()
    expect(read()).toEqual(before)
  })

  test('a timer that is left never fires, and the next virtual time begins at 0', async () => {
    let fired = 0
    {
      using time = virtualTime()
      setInterval(() => (fired += 1), 10)
      await time.sleep(25)
    }
    expect(fired).toBe(2)
    using time = virtualTime()
    expect(time.nowMs).toBe(0)
    await time.sleep(100)
    expect(fired).toBe(2)
  })

  test('a timer that throws is reported as uncaught, and the clock goes on', async () => {
    const listeners = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    const caught: unknown[] = []
    process.on('uncaughtException', (error) => caught.push(error))
    try {
      using time = virtualTime()
      const error = new Error('from a timer')
      setTimeout(() => {
        throw error
      }, 10)
      await timer(20)
      expect(time.nowMs).toBe(20)
      expect(caught).toEqual([error])
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const listener of listeners) process.on('uncaughtException', listener)
    }
  })

  test('does not keep a process alive that waits for nothing', async () => {
    const script = `
      import { virtualTime } from ${JSON.stringify(new URL('virtual-time.ts', import.meta.url).href)}
      const time = virtualTime()
      await time.sleep(60_000)
      console.log(time.nowMs)`
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      script,
    ])
    expect(stdout).toBe('60000\n')
  })
})
