import { expect, test } from 'vitest'
import { BusyMeter } from './busy-meter.ts'

/** Looks at these moments, at which the thread had used so much of the processor. The timer is due at 20. */
function looks(...moments: readonly (readonly [nowMs: number, cpuMs: number])[]) {
  let cpu = 0
  const meter = new BusyMeter(() => cpu)
  meter.begin(0, 20)
  const found = moments.map(([nowMs, cpuMs]) => {
    cpu = cpuMs
    return meter.look(nowMs)
  })
  return { found, awayMs: meter.takeAwayMs() }
}

test('time on the processor after the timer was due is without a break', () => {
  expect(looks([420, 400])).toEqual({ found: [[40, 420]], awayMs: 0 })
})

test('proves a block on a crowded machine, too, by the time that it computed', () => {
  expect(looks([1000, 170])).toEqual({ found: [[850, 1000]], awayMs: 0 })
})

test.each([
  ['of a timer that is in time', 20, 20],
  ['of a short block', 80, 69],
  ['without time on the processor, which others held', 90, 5],
])('says nothing %s', (_, nowMs, cpuMs) => {
  expect(looks([nowMs, cpuMs])).toEqual({ found: [undefined], awayMs: 0 })
})

test('counts how long the thread did not run', () => {
  expect(looks([320, 60])).toEqual({ found: [undefined], awayMs: 300 })
})

test('responses that are handled in between are breaks', () => {
  expect(looks([60, 60], [100, 100], [140, 140]).found).toEqual([undefined, undefined, undefined])
  expect(looks([60, 60], [160, 160]).found).toEqual([undefined, [60, 160]])
})

test('is late from 50 ms on', () => {
  const meter = new BusyMeter(() => 0)
  expect(meter.isLate(1e9)).toBe(false)
  meter.begin(0, 20)
  expect([meter.isLate(69), meter.isLate(70)]).toEqual([false, true])
})

test("reads the thread's own time", () => {
  const meter = new BusyMeter()
  meter.begin(0, 0)
  const start = process.threadCpuUsage()
  const used = (): number => {
    const { user, system } = process.threadCpuUsage(start)
    return (user + system) / 1000
  }
  while (used() < 60);
  const [from = 0, to = 0] = meter.look(1e6) ?? []
  expect(to - from).toBeGreaterThan(59.9)
})
