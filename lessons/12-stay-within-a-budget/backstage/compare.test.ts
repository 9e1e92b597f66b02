import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the libraries end at the deadline as the README says', async () => {
  const table = Object.entries(await compare()).map(([name, row]) => [
    name,
    row['last attempt'],
    row['ending'],
  ])
  expect(table).toEqual([
    ['p-retry', '1200 ms', 'HttpError at 1200 ms'],
    ['ky', '1000 ms', 'TimeoutError at 1200 ms'],
    ['undici', '1000 ms', 'TimeoutError at 1200 ms'],
    ['cockatiel', '1377 ms', 'AbortError at 1377 ms'],
    ['keepTrying', '1000 ms', 'HttpError at 1000 ms'],
  ])
})
