import { expect, test } from 'vitest'
import { bounds } from './bounds.ts'

test('adds up the latencies, and finds the slowest', () => {
  expect(bounds([100, 300, 200])).toEqual({ sequentialMs: 600, slowestMs: 300 })
  expect(bounds([])).toEqual({ sequentialMs: 0, slowestMs: 0 })
})

test('spreads the work over the slots, unless one call is longer', () => {
  expect(bounds([100, 100, 100, 100], { limit: 2 }).poolMs).toBe(200)
  expect(bounds([500, 100, 100, 100], { limit: 2 }).poolMs).toBe(500)
})

test('sends as many calls in each second as the rate allows', () => {
  const latencies = (count: number): number[] => Array.from({ length: count }, () => 50)
  expect(bounds(latencies(5), { ratePerSecond: 5 }).rateMs).toBe(50)
  expect(bounds(latencies(6), { ratePerSecond: 5 }).rateMs).toBe(1050)
  expect(bounds(latencies(11), { ratePerSecond: 5 }).rateMs).toBe(2050)
  expect(bounds([], { ratePerSecond: 5 }).rateMs).toBe(0)
  expect(bounds([3000, 50], { ratePerSecond: 1 }).rateMs).toBe(3000)
})

test('throws for an invalid latency, limit or rate', () => {
  expect(() => bounds([-1])).toThrow('Cannot compute the bounds: a latency must be >= 0 ms, got -1')
  expect(() => bounds([Number.NaN])).toThrow(RangeError)
  expect(() => bounds([1], { limit: 0 })).toThrow('limit must be a whole number >= 1, got 0')
  expect(() => bounds([1], { ratePerSecond: 0 })).toThrow('ratePerSecond must be > 0, got 0')
})
