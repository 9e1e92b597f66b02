import { expect, test } from 'vitest'
import { compareWays } from './compare.ts'

test('only mapStream yields as calls end and aborts the rest, and all of them bound what is ahead', async () => {
  const table = Object.entries(await compareWays()).map(([name, row]) => [
    name,
    ...Object.values(row),
  ])
  expect(table).toEqual([
    ['pMapIterable', '1 2 3 4 5 6', '300 ms', '6', '0 of 2'],
    ['… preserveOrder: false', '3 2 4 5 1 6', '50 ms', '6', '0 of 2'],
    ['Readable.map', '1 2 3 4 5 6', '300 ms', '7', '0 of 2'],
    ['mapStream', '3 2 4 5 1 6', '50 ms', '6', '2 of 2'],
  ])
})
