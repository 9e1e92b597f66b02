import { expect, test } from 'vitest'
import { kinds } from './kinds.ts'
import { measureWaits } from './waits.ts'

test('each way to wait is started, and ends with its round', async () => {
  const few = Object.fromEntries(Object.keys(kinds).map((name) => [name, 2]))
  const costs = await measureWaits(few, 1, () => {})
  expect(costs.map(({ name, rounds }) => [name, ...rounds.map(({ count }) => count)])).toEqual([
    ['promise of a timer', 2],
    ['promise of a fetch', 2],
    ['worker thread', 2],
    ['process', 2],
  ])
  expect(costs.at(-1)!.rounds[0]!.bytes).toBeGreaterThan(1e6)
})
