import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shapes } from '../strategies/shapes.ts'
import { Gauge } from './gauge.ts'
import { playFlow } from './little.ts'

test('what a program counts in flight is rate times latency, at any limit', async () => {
  const networks = fc.record({
    seed: fc.nat(),
    latency: fc.constantFrom(...Object.values(shapes)),
  })
  const [counts, limits] = [fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 30 })]
  await fc.assert(
    fc.asyncProperty(networks, counts, limits, async (network, count, limit) => {
      const { inFlight, countedInFlight } = await playFlow(network, count, limit)
      expect(countedInFlight / inFlight).toBeCloseTo(1, 9)
      expect(countedInFlight).toBeLessThanOrEqual(Math.min(count, limit) + 1e-9)
    }),
    { numRuns: 40 },
  )
})

test('the law holds across a pause, in which nothing is in flight', async () => {
  expect(new Gauge().mean).toBe(0)
  const { countedInFlight } = await playFlow({ latency: 100 }, 3, 2)
  expect(countedInFlight).toBe(1.5)
})
