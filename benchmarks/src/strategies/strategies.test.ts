import type { Latency } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { curve, playCurve, kneeOf } from './curve.ts'
import { everyStrategy } from './every-strategy.ts'
import { playAll, type Outcomes } from './play-all.ts'
import { sentences } from './sentences.ts'
import type { Settings } from './settings.ts'
import { shapes } from './shapes.ts'

const settingsOf = (settings: Partial<Settings> = {}): Settings => ({
  calls: 40,
  limit: [5],
  seed: 1,
  ...settings,
})
/** Plays all of them. */
const playEvery = async (latency: Latency, settings: Partial<Settings> = {}) =>
  (await playAll(latency, settingsOf(settings))) as Required<Outcomes>

const lognormal = { lognormal: { median: 100, p99: 1024 } }

const cases = Object.entries(shapes).flatMap(([shape, latency]) =>
  [1, 2].flatMap((seed) => [1, 3, 10].map((limit) => ({ shape, latency, seed, limit }))),
)

test.each(cases)(
  'every makespan is exactly what theory says, and no shorter than the bound: $shape, seed $seed, limit $limit',
  async ({ latency, seed, limit }) => {
    const outcomes = Object.values(
      await playAll(latency, settingsOf({ seed, limit: [limit], calls: 24 })),
    )
    expect(outcomes).toHaveLength(8)
    for (const { name, makespanMs, theoryMs, boundMs, lost } of outcomes) {
      expect({ name, makespanMs }).toEqual({ name, makespanMs: theoryMs })
      expect(makespanMs).toBeGreaterThanOrEqual(boundMs)
      expect(lost).toBe(0)
    }
  },
)

test('each strategy keeps what it promises', async () => {
  const all = await playEvery(lognormal)
  const { batches, pool, rate, hedged, retries } = all
  expect(all['one-by-one'].peakInFlight).toBe(1)
  expect(all['all-at-once'].peakInFlight).toBe(40)
  expect(
    [batches, pool, all['longest-first'], retries].map(({ peakInFlight }) => peakInFlight),
  ).toEqual([5, 5, 5, 5])
  expect(rate.name).toBe('rate of 10/s')
  expect(hedged.calls).toBe(42)
  expect(hedged.wastedShare).toBeGreaterThan(0)
  expect(hedged.load.p99).toBeLessThan(pool.load.p99)
  expect(retries.calls).toBeGreaterThanOrEqual(40)
  expect(pool.calls).toBe(40)
  expect(batches.makespanMs).toBeGreaterThan(1.5 * pool.makespanMs)
  expect(all['longest-first'].makespanMs).toBeLessThan(pool.makespanMs)
})

test('failures that nobody retries are lost, and their time is wasted', async () => {
  const fail = { kind: 'status', status: 503, probability: 0.2 } as const
  const outcomes = await playEvery(lognormal, { fail })
  const { pool, retries } = outcomes
  expect(pool.lost).toBeGreaterThan(0)
  expect(pool.wastedShare).toBeGreaterThan(0)
  expect(retries.lost).toBe(0)
  expect(retries.calls).toBeGreaterThan(40)
  expect(sentences(outcomes, settingsOf({ fail }))).toContain(
    `Without retries, ${pool.lost} of 40 calls were lost; with them, 0.`,
  )
})

test('a server with few slots bounds every strategy, and has no exact theory', async () => {
  const { 'all-at-once': atOnce, pool } = await playEvery(100, { capacity: 2 })
  expect(atOnce).toMatchObject({ makespanMs: 2000, boundMs: 2000 })
  expect(atOnce).not.toHaveProperty('theoryMs')
  expect(pool.makespanMs).toBe(2000)
})

test('what the figures say is computed from them', async () => {
  expect(sentences(await playEvery(100), settingsOf())).toEqual([
    'One after another took 40.0 times as long as all at once.',
    'Batches took as long as the pool.',
    'Every makespan is exactly what theory says.',
  ])
  const outcomes = await playEvery(lognormal)
  const [, first, ...more] = sentences(outcomes, settingsOf())
  const times = (outcomes.batches.makespanMs / outcomes.pool.makespanMs).toFixed(2)
  expect(first).toBe(
    `Batches took ${times} times as long as the pool: each waits for its slowest call.`,
  )
  expect(more).toHaveLength(3)
  const off = { ...outcomes, rate: { ...outcomes.rate, theoryMs: 2 * outcomes.rate.makespanMs } }
  expect(sentences(off, settingsOf()).at(-1)).toBe(
    'Theory and measurement differ by at most 50.0 % (rate of 10/s).',
  )
})

test('the knee of the curve is where the server has no more slots', async () => {
  const settings = settingsOf({ calls: 120, limit: [1, 2, 5, 10, 20, 40], capacity: 10 })
  const points = await playCurve({ uniform: [90, 110] }, settings)
  expect(kneeOf(points).limit).toBe(10)
  for (const { speedUp, mostSpeedUp } of points) expect(speedUp).toBeLessThanOrEqual(mostSpeedUp)
  const [one, two] = points
  expect(one!.speedUp).toBe(1)
  expect(two!.speedUp).toBeGreaterThan(1.9)
  expect(points.at(-1)!.latency.p99).toBeGreaterThan(3 * kneeOf(points).latency.p99)
  const [section] = await curve('title', { uniform: [90, 110] }, settings)
  expect(section!.notes?.[0]).toBe(
    'The knee is at 10 in flight: more of them take at most 5 % off the makespan.',
  )
})

test('a curve that ends before the knee says so', async () => {
  const [section] = await curve('title', 100, settingsOf({ limit: [1, 2], capacity: 10 }))
  expect(section!.notes).toEqual([
    'The knee was not reached: more calls in flight would be faster still.',
  ])
})

test('the section is named, and has a row for each strategy', async () => {
  const [section, ...more] = await everyStrategy('Constant', 100, settingsOf())
  expect(more).toEqual([])
  expect(section).toMatchObject({ title: 'Constant', chart: { lines: [{ at: 800 }] } })
  expect(section!.table!.rows.map(({ name }) => name)).toEqual([
    'one after another',
    'all at once',
    'batches of 5',
    'pool of 5',
    'longest first',
    'rate of 10/s',
    'hedged pool',
    'pool, retries',
  ])
})

test('only the wanted strategies are played, and nothing is said about the others', async () => {
  const settings = settingsOf({ only: ['one-by-one', 'pool'] })
  const [section] = await everyStrategy('Constant', 100, settings)
  expect(section!.table!.rows.map(({ name }) => name)).toEqual(['one after another', 'pool of 5'])
  expect(section!.notes).toEqual(['Every makespan is exactly what theory says.'])
})
