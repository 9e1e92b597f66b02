import { describe, expect, test } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import { virtualTime } from './virtual-time.ts'

const timer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('performance', () => {
  test('marks and measures on the virtual clock', async () => {
    using _ = virtualTime()
    const startMs = performance.now()
    performance.mark('begin')
    await timer(30)
    const end = performance.mark('end', { detail: 'mine' })
    await timer(5)
    expect(end).toMatchObject({ name: 'end', startTime: startMs + 30, detail: 'mine' })
    expect(performance.mark('given', { startTime: 7 }).startTime).toBe(7)

    const measures = [
      performance.measure('a'),
      performance.measure('b', 'begin'),
      performance.measure('c', 'begin', 'end'),
      performance.measure('d', { start: 'end', detail: 'mine' }),
      performance.measure('e', { start: 'begin', duration: 3 }),
      performance.measure('f', { end: 'end', duration: 3 }),
      performance.measure('g', undefined, 'end'),
    ]
    expect(measures.map(({ startTime, duration }) => [startTime, duration])).toEqual([
      [0, startMs + 35],
      [startMs, 35],
      [startMs, 30],
      [startMs + 30, 5],
      [startMs, 3],
      [startMs + 27, 3],
      [0, startMs + 30],
    ])
    expect(measures[3]?.detail).toBe('mine')
    expect(() => performance.measure('h', 'nowhere')).toThrow('nowhere')
  })

  test('has one time origin, which toJSON reports, too', () => {
    using _ = virtualTime()
    expect(performance.timeOrigin + performance.now()).toBe(Date.now())
    expect(performance.toJSON()).toMatchObject({ timeOrigin: performance.timeOrigin })
  })
})

describe('Date', () => {
  test('is the same class as before, on the virtual clock', () => {
    const real = new Date(5)
    using _ = virtualTime()
    expect(new Date()).toBeInstanceOf(Date)
    expect(real).toBeInstanceOf(Date)
    expect([
      new Date(5).getTime(),
      new Date('2026-11-02T00:00Z').getTime(),
      Date.UTC(2026, 1),
    ]).toEqual([5, Date.parse('2026-11-02T00:00Z'), Date.UTC(2026, 1)])
    // Called as a function, it returns a string.
    expect((Date as unknown as () => string)()).toBe(new Date().toString())
    class Day extends Date {}
    expect(new Day().getTime()).toBe(Date.now())
    expect(structuredClone(new Date())).toEqual(new Date())
  })
})

describe('a timestamp that a module keeps', () => {
  test('is in the past in the next simulation, on every clock', async () => {
    const moments: (readonly [number, number])[] = [[performance.now(), Date.now()]]
    for (let times = 0; times < 3; times += 1) {
      const { value } = await simulate({}, async () => {
        const start = [performance.now(), Date.now()] as const
        await timer(90)
        return [start, [performance.now(), Date.now()]] as const
      })
      moments.push(...value)
    }
    for (const clock of [0, 1] as const) {
      const times = moments.map((moment) => moment[clock])
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(new Set(times).size).toBe(times.length)
    }
  })

  test('does not delay a limiter that remembers its last call', async () => {
    let lastMs = performance.now()
    const wait = (): Promise<void> => {
      const waitMs = Math.max(0, lastMs + 100 - performance.now())
      lastMs = performance.now() + waitMs
      return timer(waitMs)
    }
    for (let times = 0; times < 3; times += 1) {
      const run = await simulate({}, async () => (await wait(), wait()))
      expect(run.settledMs).toBe(100)
    }
  })
})
