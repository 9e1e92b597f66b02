import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { niceStep, ticksFor } from './ticks.ts'

const labels = (fromMs: number, spanMs: number, most: number): string[] =>
  ticksFor(fromMs, spanMs, most).map((tick) => tick.label)

test('ticks are at round times, and the first names the unit', () => {
  expect(labels(0, 600, 6)).toEqual(['0 ms', '100', '200', '300', '400', '500', '600'])
  expect(labels(0, 573, 6)).toEqual(['0 ms', '100', '200', '300', '400', '500'])
  expect(labels(0, 1, 5)).toEqual(['0 ms', '0.2', '0.4', '0.6', '0.8', '1'])
  expect(labels(120, 100, 5)).toEqual(['120 ms', '140', '160', '180', '200', '220'])
})

test('ticks are in seconds from ten seconds on', () => {
  expect(labels(0, 9999, 5)).toEqual(['0 ms', '2000', '4000', '6000', '8000'])
  expect(labels(0, 12_000, 5)).toEqual(['0 s', '5', '10'])
  expect(labels(10_000, 1000, 5)).toEqual(['10 s', '10.2', '10.4', '10.6', '10.8', '11'])
})

test('ticks lie on the axis, and exceed the wanted number by one at most', () => {
  const anySpan = fc.double({ min: 0.01, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(
      fc.nat(10_000),
      anySpan,
      fc.integer({ min: 1, max: 20 }),
      (fromMs, spanMs, most) => {
        const ticks = ticksFor(fromMs, spanMs, most)
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        for (const { x } of ticks) {
          expect(x).toBeGreaterThanOrEqual(-1e-6)
          expect(x).toBeLessThanOrEqual(1 + 1e-6)
        }
      },
    ),
  )
})

test('the step between ticks is 1, 2 or 5 times a power of ten', () => {
  expect([0.1, 0.3, 1, 1.1, 3, 7, 40, 99].map(niceStep)).toEqual([0.1, 0.5, 1, 2, 5, 10, 50, 100])
})
