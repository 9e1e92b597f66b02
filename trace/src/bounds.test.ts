import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounds, type RateRule } from './bounds.ts'

const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms)

test('adds up the latencies, and finds the slowest', () => {
  expect(bounds([100, 300, 200])).toEqual({ sequentialMs: 600, slowestMs: 300 })
  expect(bounds([])).toEqual({ sequentialMs: 0, slowestMs: 0 })
})

test('spreads the work over the slots, unless one call is longer', () => {
  expect(bounds([100, 100, 100, 100], { limit: 2 }).poolMs).toBe(200)
  expect(bounds([500, 100, 100, 100], { limit: 2 }).poolMs).toBe(500)
})

test('sends as many calls in each window as the rate allows', () => {
  const rate = { limit: 5, perMs: 1000 }
  expect(bounds(times(5, 50), { rate }).rateMs).toBe(50)
  expect(bounds(times(6, 50), { rate }).rateMs).toBe(1050)
  expect(bounds(times(11, 50), { rate }).rateMs).toBe(2050)
  expect(bounds([], { rate }).rateMs).toBe(0)
  expect(bounds([50, 3000], { rate: { limit: 1, perMs: 1000 } }).rateMs).toBe(3000)
})

test('sends a burst, and then one call for each token that comes back', () => {
  const rate = { limit: 5, perMs: 1000, burst: 3 }
  expect(bounds(times(3, 50), { rate }).rateMs).toBe(50)
  expect(bounds(times(4, 50), { rate }).rateMs).toBe(250)
  expect(bounds(times(8, 50), { rate }).rateMs).toBe(1050)
})

const aRate: fc.Arbitrary<RateRule> = fc
  .record({
    limit: fc.integer({ min: 1, max: 3 }),
    tokenMs: fc.integer({ min: 1, max: 20 }),
    burst: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
  })
  .map(({ limit, tokenMs, burst }) => ({
    limit,
    perMs: limit * tokenMs,
    ...(burst !== undefined && { burst }),
  }))
const fewLatencies = fc.array(fc.nat(60), { minLength: 1, maxLength: 5 })

test('is the best makespan of all orders, each sent as soon as the rate allows', () => {
  fc.assert(
    fc.property(fewLatencies, aRate, (latencies, rate) => {
      const startsMs = startsBy(rate, latencies.length)
      const makespans = ordersOf(latencies).map((order) =>
        Math.max(...order.map((ms, i) => startsMs[i]! + ms)),
      )
      expect(bounds(latencies, { rate }).rateMs).toBe(Math.min(...makespans))
    }),
  )
})

test('no way to spread calls over slots beats the bound, and sometimes one reaches it', () => {
  const limits = fc.integer({ min: 1, max: 3 })
  fc.assert(
    fc.property(fewLatencies, limits, (latencies, limit) => {
      const { poolMs = 0 } = bounds(latencies, { limit })
      expect(bestPool(latencies, limit)).toBeGreaterThanOrEqual(poolMs)
    }),
  )
  expect(bestPool([3, 2, 1], 2)).toBe(bounds([3, 2, 1], { limit: 2 }).poolMs)
})

test('throws for an invalid latency, limit or rate', () => {
  expect(() => bounds([-1])).toThrow('Cannot compute the bounds: a latency must be >= 0 ms, got -1')
  expect(() => bounds([Number.NaN])).toThrow(RangeError)
  expect(() => bounds([1], { limit: 0 })).toThrow('limit must be a whole number >= 1, got 0')
  const withRate = (rate: Partial<RateRule>) => (): unknown =>
    bounds([1], { rate: { limit: 1, perMs: 1, ...rate } })
  expect(withRate({ limit: 1.5 })).toThrow('rate.limit must be a whole number >= 1, got 1.5')
  expect(withRate({ perMs: 0 })).toThrow('rate.perMs must be > 0, got 0')
  expect(withRate({ perMs: Infinity })).toThrow('rate.perMs must be > 0, got Infinity')
  expect(withRate({ burst: 0 })).toThrow('rate.burst must be a whole number >= 1, got 0')
})

/** When a limiter that looks at its rule every ms would send its calls. */
function startsBy({ limit, perMs, burst }: RateRule, count: number): number[] {
  const startsMs: number[] = []
  let parts = (burst ?? 0) * perMs
  for (let ms = 0; startsMs.length < count; ms++) {
    const isFree = (): boolean =>
      burst === undefined
        ? startsMs.filter((startMs) => startMs > ms - perMs).length < limit
        : parts >= perMs
    while (startsMs.length < count && isFree()) {
      startsMs.push(ms)
      parts -= perMs
    }
    parts = Math.min((burst ?? 0) * perMs, parts + limit)
  }
  return startsMs
}

function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, i) => ordersOf(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}

/** The shortest makespan of all ways to give each call to a slot. */
function bestPool(
  [first, ...rest]: readonly number[],
  limit: number,
  busyMs = times(limit, 0),
): number {
  if (first === undefined) return Math.max(...busyMs)
  const ways = busyMs.map((ms, slot) => bestPool(rest, limit, busyMs.with(slot, ms + first)))
  return Math.min(...ways)
}
