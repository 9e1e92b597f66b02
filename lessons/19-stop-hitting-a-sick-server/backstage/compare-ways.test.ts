import { expect, test } from 'vitest'
import { compareWays } from './compare-ways.ts'

test('of a thousand products, retries lose nearly all, and a breaker saves most, as the README says', async () => {
  const rows = Object.entries(await compareWays([1])).map(([name, row]) => [
    name,
    ...Object.values(row),
  ])
  expect(rows).toEqual([
    ['no retry', 1000, 850, 400],
    ['three retries', 3874, 43, 928],
    ['a breaker', 937, 902, 0],
    ['three retries around a breaker', 937, 902, 0],
  ])
})
