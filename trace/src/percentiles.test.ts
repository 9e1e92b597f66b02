import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentiles } from './percentiles.ts'

const oneTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1)

test('a percentile is one of the latencies, never a value between two of them', () => {
  expect(percentiles(oneTo(1000))).toEqual({ count: 1000, p50: 500, p95: 950, p99: 990, max: 1000 })
  expect(percentiles([1, 2])).toMatchObject({ p50: 1, p95: 2 })
  expect(percentiles([15, 20, 35, 40, 50])).toMatchObject({ p50: 35, p95: 50 })
})

test('a single latency is every percentile', () => {
  expect(percentiles([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 })
})

test('there are no percentiles without latencies', () => {
  expect(percentiles([])).toEqual({ count: 0, p50: NaN, p95: NaN, p99: NaN, max: NaN })
})

test('a percentile is the smallest latency that enough others do not exceed', () => {
  const anyLatencies = fc.array(
    fc.oneof(fc.nat(20), fc.double({ min: 0, max: 5000, noNaN: true })),
    { minLength: 1, maxLength: 300 },
  )
  fc.assert(
    fc.property(anyLatencies, (latencies) => {
      const before = [...latencies]
      const found = percentiles(latencies)
      expect(latencies).toEqual(before)
      for (const [p, value] of [
        [50, found.p50],
        [95, found.p95],
        [99, found.p99],
        [100, found.max],
      ] as const) {
        const notGreater = latencies.filter((ms) => ms <= value).length
        const smaller = latencies.filter((ms) => ms < value).length
        expect(latencies).toContain(value)
        expect(notGreater * 100).toBeGreaterThanOrEqual(p * latencies.length)
        expect(smaller * 100).toBeLessThan(p * latencies.length)
      }
    }),
  )
})
