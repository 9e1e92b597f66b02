import { expect, test } from 'vitest'
import { exact } from '../report/figure.ts'
import { curve, kneeOf, playCurve } from './curve.ts'
import { lognormal, settingsOf, silent } from './testing/settings-of.ts'

test('the knee of the curve is where the server has no more slots', async () => {
  const settings = settingsOf({ calls: 120, limit: [1, 2, 5, 10, 20, 40], capacity: 10 })
  const points = await playCurve({ uniform: [90, 110] }, settings)
  expect(kneeOf(points).limit).toBe(10)
  for (const { speedUp, mostSpeedUp } of points) expect(speedUp).toBeLessThanOrEqual(mostSpeedUp)
  const [one, two] = points
  expect(one!.speedUp).toBe(1)
  expect(two!.speedUp).toBeGreaterThan(1.9)
  expect(points.at(-1)!.latency.p99).toBeGreaterThan(3 * kneeOf(points).latency.p99)
  const [section] = await curve('title', { uniform: [90, 110] }, settings, silent)
  expect(section!.notes?.[0]).toBe(
    'The knee is at 10 in flight: more of them take at most 5 % off the makespan.',
  )
})

test('a curve that ends before the knee says so', async () => {
  const [section] = await curve('title', 100, settingsOf({ limit: [1, 2], capacity: 10 }), silent)
  expect(section!.notes).toEqual([
    'The knee was not reached: the server and the slowest call allow a speed-up of 10.00.',
  ])
})

test('each column of the curve is what its head says', async () => {
  const settings = settingsOf({ limit: [1, 4], capacity: 2 })
  const [, point] = await playCurve(lognormal, settings)
  const [section] = await curve('Lognormal', lognormal, settings, silent)
  const { columns, rows } = section!.table!
  const { makespanMs, speedUp, mostSpeedUp, latency } = point!
  expect(columns.map(({ head }) => head)).toEqual(
    'makespan,speed-up,at most,calls/s,p50,p99,lost'.split(','),
  )
  expect(latency.p50).toBeLessThan(latency.p99)
  expect(rows[1]!.cells).toEqual([
    exact(makespanMs, 'ms'),
    exact(speedUp, 'ratio'),
    exact(mostSpeedUp, 'ratio'),
    exact(40 / (makespanMs / 1000), 'calls/s'),
    exact(latency.p50, 'ms'),
    exact(latency.p99, 'ms'),
    exact(0, 'count'),
  ])
})

test('several limits compare only pools', async () => {
  const settings = settingsOf({ limit: [1, 2], only: ['one-by-one'] })
  await expect(curve('x', 1, settings, silent)).rejects.toThrow('--only needs one --limit')
})

test.each([
  [[14, 15, 16, 18], 40, /^The knee was not reached/u],
  [[5, 7, 9], 10, /^The knee was not reached/u],
  [[100, 200], 40, /^The knee is not above 100 in flight/u],
  [[1, 20, 100], 200, /^The knee is at 20 in flight/u],
])('limits of %j with %i calls: %s', async (limit, calls, sentence) => {
  const [section] = await curve('x', 50, settingsOf({ limit, calls }), silent)
  expect(section!.notes![0]).toMatch(sentence)
})
