import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the libraries wait as the README says', async () => {
  const columns = ['first wait', 'fifth wait', 'Retry-After: 3', 'Retry-After: 60']
  const table = Object.entries(await compare()).map(([name, row]) => [
    name,
    ...columns.map((column) => row[column]),
  ])
  expect(table).toEqual([
    ['p-retry', '1000 to 2000', '4000 to 4000', '150', '150'],
    ['ky', '1 to 999', '1 to 4000', '3000', '60000'],
    ['undici', '1000 to 1000', '4000 to 4000', '3000', '4000'],
    ['cockatiel', '1 to 1377', '4000 to 4000', '89', '89'],
    ['backoff', '1 to 1000', '1 to 4000', '3050', '60050'],
  ])
})
