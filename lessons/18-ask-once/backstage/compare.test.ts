import { expect, test } from 'vitest'
import { compare } from './compare.ts'

const row = (...counts: number[]): Record<string, number> =>
  Object.fromEntries(
    ['ten at once', 'next', 'an hour later', 'after error'].map((name, i) => [
      name,
      counts[i] ?? Number.NaN,
    ]),
  )

test('each library makes as many calls as the README says', async () => {
  expect(await compare()).toEqual({
    'p-memoize': row(1, 0, 0, 1),
    'p-memoize, cache: false': row(1, 1, 1, 1),
    dataloader: row(1, 0, 0, 0),
    singleFlight: row(1, 1, 1, 1),
    cached: row(1, 0, 1, 1),
    batched: row(1, 1, 1, 1),
  })
})
