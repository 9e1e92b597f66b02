import { expect, test } from 'vitest'
import { compare } from './compare.ts'

/** The fifth wait for three random numbers, and the first after a `Retry-After: 60`, in ms. */
const expected = {
  'p-retry': [4000, 4000, 4000, 1500],
  ky: [1600, 4000, 4000, 60_000],
  'ky with `backoff`': [400, 2000, 3600, 60_000],
  undici: [4000, 4000, 4000, 4000],
  cockatiel: [4000, 4000, 4000, 897],
  'cockatiel with `backoff`': [400, 2000, 3600, 60_500],
  'lesson 10 with `backoff`': [400, 2000, 3600, 60_500],
}

// If a version of a library waits differently, the README has to say so.
test('the libraries wait as the README says', async () => {
  const table = Object.entries(await compare())
  expect(Object.fromEntries(table.map(([name, row]) => [name, Object.values(row)]))).toEqual(
    expected,
  )
})
