import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the libraries treat crowds and late answers as the README says', async () => {
  const { table, failuresThatOpenOpossum } = await compare()
  const rows = Object.entries(table).map(([name, row]) => [name, ...Object.values(row)])
  expect(rows).toEqual([
    ['cockatiel', '1 begun, nine wait, and are done at 800 ms', 'opens it again', 'nothing'],
    ['opossum', '1 begun, nine rejected at 600 ms', 'opens it again', 'closes it'],
    ['circuitBreaker', '1 begun, nine rejected at 600 ms', 'nothing', 'nothing'],
  ])
  expect(failuresThatOpenOpossum).toBe(1)
})
