import { expect, test } from 'vitest'
import { shapes } from '../strategies/shapes.ts'
import { schedule } from './schedules.ts'

const cases = Object.entries(shapes).flatMap(([name, latency]) =>
  [1, 2, 3].flatMap((seed) => [2, 10].map((limit) => ({ name, latency, seed, limit }))),
)

test.each(cases)(
  'mapPool is as near to the bound as p-map: $name, seed $seed, limit $limit',
  async ({ latency, seed, limit }) => {
    const { boundMs, makespanMs } = await schedule({ latency, seed, limit, calls: 60 })
    const { mapPool = 0, 'p-map': pMap = 0 } = makespanMs
    expect(mapPool).toBeGreaterThan(0)
    expect(mapPool).toBeLessThanOrEqual(pMap)
    expect(mapPool).toBeLessThanOrEqual((2 - 1 / limit) * boundMs)
    for (const ms of Object.values(makespanMs)) expect(ms).toBeGreaterThanOrEqual(boundMs)
  },
)

test('every way reaches the bound if all calls take the same time', async () => {
  const { boundMs, makespanMs } = await schedule({ latency: 100 })
  expect(boundMs).toBe(2000)
  expect(new Set(Object.values(makespanMs))).toEqual(new Set([2000]))
})

test('with a long tail, batches take longer than a pool, and the longest first takes least', async () => {
  const { lognormal = 0 } = shapes
  const { makespanMs } = await schedule({ latency: lognormal })
  const { batches = 0, mapPool = 0, 'mapPool, longest first': longestFirst = 0 } = makespanMs
  expect(batches).toBeGreaterThan(1.5 * mapPool)
  expect(longestFirst).toBeLessThan(mapPool)
})
