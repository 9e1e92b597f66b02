import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the libraries wait and give up as the README says', async () => {
  const columns = [
    'first wait',
    'fifth wait',
    'Retry-After: 3',
    'Retry-After: 60',
    'last try, 1200 ms given',
    'ending',
  ]
  const table = Object.entries(await compare()).map(([name, row]) => [
    name,
    ...columns.map((column) => row[column]),
  ])
  expect(table).toEqual([
    ['p-retry', '1000 to 2000', '4000 to 4000', '150', '150', '1200', 'HttpError at 1200'],
    ['ky', '1 to 999', '1 to 4000', '3000', '60000', '999', 'TimeoutError at 1200'],
    ['undici', '1000 to 1000', '4000 to 4000', '3000', '4000', '1000', 'TimeoutError at 1200'],
    ['cockatiel', '1 to 1377', '4000 to 4000', '89', '89', '1377', 'AbortError at 1377'],
    ['keepTrying', '1 to 1000', '1 to 4000', '3050', '60050', '1000', 'HttpError at 1000'],
  ])
})
