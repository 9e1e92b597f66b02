import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('p-map with one slot sends one call after another, a loop over sent calls sends all at once', async () => {
  const sequence = { '5 calls take': '500 ms', 'sent if call 2 fails': '2' }
  expect(await compare()).toEqual({
    'for … of': sequence,
    'Array.fromAsync': sequence,
    'p-map, concurrency 1': sequence,
    '… and stopOnError: false': { '5 calls take': '500 ms', 'sent if call 2 fails': '5' },
    'calls started before': { '5 calls take': '100 ms', 'sent if call 2 fails': '5' },
  })
})
