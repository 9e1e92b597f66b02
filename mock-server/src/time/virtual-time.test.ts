import { execFile } from 'node:child_process'
import * as nodeTimers from 'node:timers'
import * as nodeTimersPromises from 'node:timers/promises'
import { scheduler } from 'node:timers/promises'
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

  test('is the same in 200 runs, with other timers running', async () => {
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

  test('an hour passes at once', async () => {
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

  test('delays are truncated to whole milliseconds, as in Node', async () => {
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

describe('starting and disposing', () => {
  test('throws while another virtual time is open', () => {
    using _ = virtualTime()
    expect(() => virtualTime()).toThrow('a virtual clock is running already')
  })

  test('disposing restores every timer and clock', () => {
    const read = (): unknown[] =>
      [
        [globalThis, 'setTimeout'],
        [globalThis, 'setInterval'],
        [globalThis, 'setImmediate'],
        [globalThis, 'clearTimeout'],
        [globalThis, 'Date'],
        ...('Temporal' in globalThis ? [[Temporal.Now, 'instant']] : []),
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
    expect(before[0]).toBeTypeOf('function')
    const time = virtualTime()
    expect(
      read().filter((thing, i) => i % 2 === 0 && thing !== undefined && thing === before[i]),
    ).toEqual([])
    time[Symbol.dispose]()
    time[Symbol.dispose]()
    expect(read()).toEqual(before)
  })

  test('a timer that is left over never fires, and the next virtual time begins at 0', async () => {
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

  test('does not keep a process alive when no timer is waiting', async () => {
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
