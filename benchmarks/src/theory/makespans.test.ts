import type { NetworkInput } from '@overlap/mock-server'
import type { RateRule } from '@overlap/trace'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapes } from '../strategies/shapes.ts'
import { playExtremes } from './extremes.ts'
import { playPool } from './pool.ts'
import { playRate } from './rate.ts'
import { playPage } from './speed-up.ts'

/** Any seed, and any shape of latency. */
const networks: fc.Arbitrary<NetworkInput> = fc.record({
  seed: fc.nat(),
  latency: fc.constantFrom(...Object.values(shapes)),
})
const counts = fc.integer({ min: 1, max: 25 })
const limits = fc.integer({ min: 1, max: 12 })
const some = { numRuns: 40 }

test('one after another takes the sum exactly, all at once the slowest exactly', async () => {
  await fc.assert(
    fc.asyncProperty(networks, counts, async (network, count) => {
      const { sumMs, inSequenceMs, slowestMs, allAtOnceMs } = await playExtremes(network, count)
      expect(inSequenceMs).toBe(sumMs)
      expect(allAtOnceMs).toBe(slowestMs)
    }),
    some,
  )
})

test('a pool never beats the list-scheduling bound, and never exceeds Graham’s guarantee', async () => {
  await fc.assert(
    fc.asyncProperty(networks, counts, limits, async (network, count, limit) => {
      const { boundMs, pooledMs, slowestFirstMs, grahamMs } = await playPool(network, count, limit)
      for (const ms of [pooledMs, slowestFirstMs]) {
        expect(ms).toBeGreaterThanOrEqual(boundMs)
        expect(ms).toBeLessThanOrEqual(grahamMs)
      }
    }),
    some,
  )
})

test('a pool of equal calls is at the bound if they fill its slots', async () => {
  const { boundMs, pooledMs } = await playPool({ latency: 100 }, 24, 6)
  expect(boundMs).toBe(400)
  expect(pooledMs).toBe(400)
})

const rules: fc.Arbitrary<RateRule> = fc
  .record({
    limit: fc.integer({ min: 1, max: 8 }),
    perMs: fc.integer({ min: 1, max: 300 }),
    burst: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  })
  .map(({ limit, perMs, burst }) => ({ limit, perMs, ...(burst !== undefined && { burst }) }))

test('a limiter reaches the rate bound with the slowest calls first, and never beats it', async () => {
  await fc.assert(
    fc.asyncProperty(networks, counts, rules, async (network, count, rule) => {
      const { bestMs, slowestFirstMs, inOrderMs } = await playRate(network, count, rule)
      // Timers count whole ms: a token that comes back in between costs less than 1 ms.
      expect(slowestFirstMs).toBeGreaterThanOrEqual(bestMs - 1e-6)
      expect(slowestFirstMs).toBeLessThan(bestMs + 1)
      if (rule.burst === undefined || rule.perMs % rule.limit === 0) {
        expect(slowestFirstMs).toBe(bestMs)
      }
      expect(inOrderMs).toBeGreaterThanOrEqual(bestMs - 1e-6)
    }),
    some,
  )
})

test('one call and then n take Amdahl’s time exactly if n can be spread evenly', async () => {
  const alone = await playPage({ latency: 100 }, { first: 1, rest: 12 }, 1)
  expect(alone).toBe(1300)
  expect(await playPage({ latency: 100 }, { first: 1, rest: 12 }, 4)).toBe(100 + 1200 / 4)
  expect(await playPage({ latency: 100 }, { first: 3, rest: 12 }, 12)).toBe(300 + 1200 / 12)
  expect(await playPage({ latency: 100 }, { first: 1, rest: 12 }, 5)).toBeGreaterThan(
    100 + 1200 / 5,
  )
})
