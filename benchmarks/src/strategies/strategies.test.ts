import type { Latency } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { exact } from '../report/figure.ts'
import { curve } from './curve.ts'
import { everyStrategy } from './every-strategy.ts'
import { playAll, type Outcomes } from './play-all.ts'
import { sentences } from './sentences.ts'
import type { Settings } from './settings.ts'
import { shapes } from './shapes.ts'
import { lognormal, settingsOf, silent } from './testing/settings-of.ts'

/** Plays all of them. */
const playEvery = async (latency: Latency, settings: Partial<Settings> = {}) =>
  (await playAll(latency, settingsOf(settings))) as Required<Outcomes>

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
  expect(hedged.boundMs).toBeGreaterThan(0.9 * pool.boundMs)
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
    `The pool lost ${pool.lost} of 40 calls; with retries, it lost 0.`,
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
    'In the row with retries, 5 % of the calls should fail with a 503: 0 of 40 calls did.',
    'Every makespan is exactly what theory says.',
  ])
  const outcomes = await playEvery(lognormal)
  const [, first, ...more] = sentences(outcomes, settingsOf())
  const times = (outcomes.batches.makespanMs / outcomes.pool.makespanMs).toFixed(2)
  expect(first).toBe(
    `Batches took ${times} times as long as the pool: each waits for its slowest call.`,
  )
  expect(more).toHaveLength(4)
  const off = { ...outcomes, rate: { ...outcomes.rate, theoryMs: 2 * outcomes.rate.makespanMs } }
  expect(sentences(off, settingsOf()).at(-1)).toBe(
    'Theory and measurement differ by at most 50.0 % (rate of 10/s).',
  )
})

test('the section is named, and has a row for each strategy', async () => {
  const [section, ...more] = await everyStrategy('Constant', 100, settingsOf(), silent)
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

test('each column of the table is what its head says', async () => {
  const outcomes = await playEvery(lognormal)
  const [section] = await everyStrategy('Lognormal', lognormal, settingsOf(), silent)
  const { columns, rows } = section!.table!
  const { boundMs, makespanMs, load, calls, peakInFlight, wastedShare, theoryMs } = outcomes.hedged
  expect(columns.map(({ head }) => head)).toEqual(
    'makespan bound efficiency peak calls wasted p99 lost theory'.split(' '),
  )
  expect(rows[6]!.cells).toEqual([
    exact(makespanMs, 'ms'),
    exact(boundMs, 'ms'),
    exact((100 * boundMs) / makespanMs, '%'),
    exact(peakInFlight, 'count'),
    exact(calls, 'count'),
    exact(100 * wastedShare, '%'),
    exact(load.p99, 'ms'),
    exact(0, 'count'),
    exact(theoryMs!, 'ms'),
  ])
})

test('what took less is said to have taken less, and what took more, more', async () => {
  const { pool, ...rest } = await playEvery(lognormal)
  const took = (ms: number) => ({ ...pool, makespanMs: ms, theoryMs: ms, calls: pool.calls + 2 })
  const said = (ms: number): string => {
    const outcomes = {
      ...rest,
      pool: took(100),
      'longest-first': took(ms),
      hedged: { ...took(ms), calls: pool.calls + 4 },
    }
    return sentences(outcomes, settingsOf()).join(' ')
  }
  expect(said(80)).toMatch(
    /longest calls first, the pool took 20\.0 % less\. Hedging sent 2 .* the pool took 20\.0 % less/u,
  )
  expect(said(125)).toMatch(
    /longest calls first, the pool took 25\.0 % more\. Hedging sent 2 .* the pool took 25\.0 % more/u,
  )
  expect(said(100)).toMatch(/Hedging sent 2 .* the pool took about as long/u)
  expect(said(100)).not.toContain('longest')
})

test('the bound of retries leaves out the pauses, in which another task could use the slot', async () => {
  const fail = { kind: 'status', status: 503, probability: 1 } as const
  const { retries } = await playEvery(100, { fail, calls: 100 })
  // 5 attempts of 100 ms each, 5 at a time. The pauses of 100, 200, 400 and 800 ms hold the slots of this pool.
  expect(retries.boundMs).toBe(10_000)
  expect(retries.makespanMs).toBe(20 * (500 + 1500))
})

test('an answer that nobody can use is waste, whatever its status', async () => {
  const fail = { kind: 'garbage', probability: 1 } as const
  const { pool } = await playEvery(100, { fail })
  expect(pool).toMatchObject({ lost: 40, failed: 0, wastedShare: 1 })
})

test('calls that take no time have figures, too', async () => {
  const settings = settingsOf({ calls: 3 })
  const [section] = await everyStrategy('Nothing', 0, settings, silent)
  const [points] = await curve('Nothing', 0, { ...settings, limit: [1, 2] }, silent)
  expect(JSON.stringify([section, points])).not.toMatch(/NaN|Infinity/u)
  expect(JSON.stringify(section)).not.toContain('null')
})

test('calls that are slower than the client is patient are lost', async () => {
  const { 'one-by-one': sequence } = await playEvery(1_000_000_000, {
    calls: 2,
    only: ['one-by-one'],
  })
  // Node's fetch waits five minutes for the headers.
  expect(sequence).toMatchObject({ makespanMs: 600_000, lost: 2 })
})

test('only the wanted strategies are played, and nothing is said about the others', async () => {
  const settings = settingsOf({ only: ['one-by-one', 'pool'] })
  const [section] = await everyStrategy('Constant', 100, settings, silent)
  expect(section!.table!.rows.map(({ name }) => name)).toEqual(['one after another', 'pool of 5'])
  expect(section!.notes).toEqual(['Every makespan is exactly what theory says.'])
})
