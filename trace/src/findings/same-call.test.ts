import { expect, test } from 'vitest'
import { about, chain, same, type Calls } from '../testing/findings-about.ts'

test('the same GET several times at once', () => {
  expect(
    about('same-call', [
      [0, 100, same],
      [10, 110, same],
      [90, 190, same],
    ]),
  ).toEqual([
    'GET /products/1 was sent 2 more times, with the same headers, while the same call was in flight. Let callers share one call: these took 200 ms in all.',
  ])
})

test.each<[string, Calls]>([
  [
    'one after another',
    [
      [0, 100, same],
      [100, 200, same],
      [200, 300, same],
    ],
  ],
  [
    'a second one only, which may be a hedge',
    [
      [0, 100, same],
      [10, 110, same],
    ],
  ],
  ['as retries', [0, 1, 2].map((at) => [at, at + 100, { ...same, attempt: 2 }])],
  ['for a moment', [0, 1, 2].map((at) => [at, at + 20, same])],
  [
    'by several users',
    ['ann', 'bob', 'eve'].map((fingerprint, i) => [i, i + 100, { ...same, fingerprint }]),
  ],
  ['with unknown headers', [0, 1, 2].map((at) => [at, at + 100, { url: same.url }])],
  [
    'with responses of other lengths',
    [0, 1, 2].map((at) => [at, at + 100, { ...same, bodyBytes: at }]),
  ],
  ['POSTs', [0, 1, 2].map((at) => [at, at + 100, { ...same, method: 'POST' }])],
  [
    'other queries',
    [0, 1, 2].map((at) => [at, at + 100, { ...same, url: `http://shop.test/search?q=${at}` }]),
  ],
])('the same GET, %s, is fine', (_, calls) => {
  expect(about('same-call', calls)).toEqual([])
})

test('the same GET again and again', () => {
  expect(about('asked-again', chain(5, same))).toEqual([
    "GET /products/1 was sent 4 more times after the first response, with the same headers, and each response was as long as the first. If the response doesn't change, ask once and keep it: these took 400 ms in all.",
  ])
  expect(about('one-after-another', chain(5, same))).toEqual([])
})

test.each<[string, Calls]>([
  ['twice', chain(2, same)],
  [
    'until the response changes',
    chain(5, same).map(([a, b, more], i) => [a, b, { ...more, bodyBytes: i === 4 ? 9 : 2 }]),
  ],
  ['with pauses between', [0, 500, 1000, 1500].map((at) => [at, at + 100, same])],
  [
    'by several users',
    chain(5, same).map(([a, b, more], i) => [a, b, { ...more, fingerprint: `${i}` }]),
  ],
  ['with unknown headers', chain(5, { url: same.url })],
  ['as POST', chain(5, { ...same, method: 'POST' })],
])('asking %s is fine', (_, calls) => {
  expect(about('asked-again', calls)).toEqual([])
})
