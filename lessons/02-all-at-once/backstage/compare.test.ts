import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only a limit gets a long list through a small server quickly', async () => {
  const unlimited = { '8 calls': '100 ms', '200 calls': '600 ms, 140 refused' }
  expect(await compare()).toEqual({
    'one after another': { '8 calls': '800 ms', '200 calls': '20000 ms' },
    'Promise.all': unlimited,
    'p-map, no concurrency': unlimited,
    'p-map, concurrency 10': { '8 calls': '100 ms', '200 calls': '2000 ms' },
  })
})
