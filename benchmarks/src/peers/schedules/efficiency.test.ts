import { expect, test } from 'vitest'
import { shapes } from '../../strategies/shapes.ts'
import { pools } from '../pools/pools.ts'
import { efficiency } from './efficiency.ts'
import { bound, schedule } from './schedules.ts'

const cases = Object.entries(shapes).flatMap(([name, latency]) =>
  [1, 2].flatMap((seed) => [2, 10].map((limit) => ({ name, latency, seed, limit, calls: 60 }))),
)

test.each(cases)(
  'mapPool is as near to the bound as p-map: $name, seed $seed, limit $limit',
  async (work) => {
    const boundMs = await bound(work)
    const { makespanMs, peak } = await schedule(await pools['mapPool']!(), work)
    const pMap = await schedule(await pools['p-map']!(), work)
    expect(makespanMs).toBeLessThanOrEqual(pMap.makespanMs)
    expect(makespanMs).toBeGreaterThanOrEqual(boundMs)
    // Graham's bound for list scheduling.
    expect(makespanMs).toBeLessThanOrEqual((2 - 1 / work.limit) * boundMs)
    expect(peak).toBe(work.limit)
  },
)

test('a pool reaches the bound if all calls take the same time', async () => {
  const work = { latency: 100 }
  expect(await bound(work)).toBe(2000)
  expect(await schedule(await pools['mapPool']!(), work)).toEqual({ makespanMs: 2000, peak: 10 })
})

test('has a row for the bound and for each pool, and no efficiency without a limit', async () => {
  const { mapPool, 'Promise.all': promiseAll } = pools
  const { table } = await efficiency({ mapPool: mapPool!, 'Promise.all': promiseAll! })
  expect(table!.rows.map(({ name }) => name)).toEqual(['the bound', 'mapPool', 'Promise.all'])
  const [bounds, ours, unlimited] = table!.rows.map(({ cells }) => cells[0])
  expect(bounds).toEqual({ value: 2000, unit: 'ms' })
  expect(ours).toEqual({ value: 100, unit: '%' })
  expect(unlimited).toBe('200 at once')
})
