import { describe, expect, test } from 'vitest'
import { virtualTime } from './virtual-time.ts'

const timer = (ms?: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('spend', () => {
  test('moves every clock at once, and nothing runs meanwhile', () => {
    using time = virtualTime()
    const [startMs, startDateMs] = [performance.now(), Date.now()]
    let fired = false
    setTimeout(() => (fired = true), 10)
    time.spend(50)
    expect(fired).toBe(false)
    expect([time.nowMs, performance.now() - startMs, Date.now() - startDateMs]).toEqual([
      50, 50, 50,
    ])
  })

  test('timers that came due meanwhile fire late, in the order of their due times', async () => {
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

  test('throws if the time is negative or NaN', () => {
    using time = virtualTime()
    expect(() => time.spend(-1)).toThrow('Cannot spend processor time: expected ms >= 0, got -1')
    expect(() => time.spend(NaN)).toThrow(RangeError)
  })
})
