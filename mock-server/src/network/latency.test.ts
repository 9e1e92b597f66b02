import { expect, test } from 'vitest'
import { createPurpose, createStream, draw } from './draws.ts'
import type { Latency } from './latency.ts'
import { quantileMs, wholeMs } from './quantile.ts'
import { createNetworkModel } from './model.ts'
import { longestMs } from './schema.ts'

const count = 100_000
const recorded = Array.from({ length: 1000 }, (_, i) => 1000 + ((i * 7) % 1000))

/** Median and 99th percentile worked out by hand from the definition of each distribution. */
const distributions: readonly [name: string, latency: Latency, median: number, p99: number][] = [
  ['fixed', 250, 250, 250],
  ['uniform', { uniform: [100, 300] }, 200, 298],
  ['normal', { normal: { mean: 500, sd: 50 } }, 500, 500 + 2.32635 * 50],
  ['lognormal', { lognormal: { median: 200, p99: 1000 } }, 200, 1000],
  ['exponential', { exponential: { mean: 100 } }, 100 * Math.LN2, 100 * Math.log(100)],
  ['Pareto', { pareto: { min: 100, alpha: 2 } }, 100 * Math.SQRT2, 1000],
  ['truncated Pareto', { pareto: { min: 100, alpha: 1, max: 10_000 } }, 100 / 0.505, 100 / 0.0199],
  ['replayed', { replay: recorded }, 1500, 1990],
  ['sampled', { sample: recorded }, 1500, 1990],
]

test.each(distributions)(
  '%s latency has its median and its 99th percentile',
  (_, latency, median, p99) => {
    const times = drawMany(latency).toSorted((a, b) => a - b)
    const tolerance = 'pareto' in Object(latency) ? 0.05 : 0.03
    expect(Math.abs((times[count / 2] ?? 0) / median - 1)).toBeLessThan(tolerance)
    expect(Math.abs((times[count * 0.99] ?? 0) / p99 - 1)).toBeLessThan(tolerance)
  },
)

test('a lognormal latency keeps its median and 99th percentile through a whole model', () => {
  const latency = { lognormal: { median: 200, p99: 1000 } }
  const model = createNetworkModel({ latency }, { nowMs: () => 0 })
  const call = { method: 'GET', route: '/products/:id', atMs: 0 }
  const times = Array.from(
    { length: count },
    (_, i) => model.plan({ ...call, path: `/products/${i % 97}` }).latencyMs,
  ).toSorted((a, b) => a - b)
  expect(Math.abs((times[count / 2] ?? 0) / 200 - 1)).toBeLessThan(0.03)
  expect(Math.abs((times[count * 0.99] ?? 0) / 1000 - 1)).toBeLessThan(0.03)
})

test('a truncated Pareto tail ends at its max without piling up there', () => {
  const times = drawMany({ pareto: { min: 100, alpha: 0.5, max: 1000 } })
  expect(Math.max(...times)).toBeLessThanOrEqual(1000)
  expect(times.filter((ms) => ms > 999).length).toBeLessThan(count * 0.001)
})

test('a replay gives its list in order, again and again', () => {
  const latency = { replay: [30, 10, 20] }
  const times = Array.from({ length: 7 }, (_, i) => quantileMs(latency, 0.5, i))
  expect(times).toEqual([30, 10, 20, 30, 10, 20, 30])
})

test('a larger draw never means less time', () => {
  for (const [, latency] of distributions) {
    let last = -Infinity
    for (let u = 0.0005; u < 1 && !('sample' in Object(latency)); u += 0.001) {
      const ms = quantileMs(latency, u, 0)
      expect(ms).toBeGreaterThanOrEqual(last)
      last = ms
    }
  }
})

test('a plan gets whole milliseconds that a timer can keep', () => {
  expect(wholeMs({ normal: { mean: 0, sd: 100 } }, 0.1, 0)).toBe(0)
  expect(wholeMs({ uniform: [0, 1] }, 0.7, 0)).toBe(1)
  expect(wholeMs({ pareto: { min: 1000, alpha: 0.01 } }, 0.999999, 0)).toBe(longestMs)
})

function drawMany(latency: Latency): number[] {
  const stream = createStream(1, 'GET', '/products/1')
  const purpose = createPurpose('latency')
  return Array.from({ length: count }, (_, i) => quantileMs(latency, draw(stream, i, purpose), i))
}
