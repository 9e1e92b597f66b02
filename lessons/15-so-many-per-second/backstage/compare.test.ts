import { expect, test } from 'vitest'
import { compareInstances } from './compare-instances.ts'
import { compare } from './compare.ts'

test('the libraries let as many calls start as the README says', async () => {
  expect(await compare()).toEqual({
    'p-throttle': { busiest: 9, last: '2000 ms' },
    'p-throttle, strict': { busiest: 5, last: '3500 ms' },
    'bottleneck, reservoir': { busiest: 9, last: expect.stringMatching(/^20\d\d ms$/) },
    rateLimiter: { busiest: 5, last: '2900 ms' },
    'rateLimiter, burst': { busiest: 9, last: '2700 ms' },
  })
})

test('two instances share a quota as the README says', async () => {
  expect(await compareInstances()).toEqual({
    'one instance, 10': { accepted: 60, refused: 0, last: '5250 ms' },
    'two instances, 10 each': { accepted: 30, refused: 30, last: '2100 ms' },
    'two instances, 10 each, learning': { accepted: 30, refused: 30, last: '2200 ms' },
    'two instances, 5 each': { accepted: 60, refused: 0, last: '5250 ms' },
    'two instances, 5 each, one idle': { accepted: 60, refused: 0, last: '11550 ms' },
  })
})
