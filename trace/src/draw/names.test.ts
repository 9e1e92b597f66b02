import { expect, test } from 'vitest'
import type { Call } from '../call.ts'
import { callOf, traceOf } from '../testing/traces.ts'
import { namesFor } from './names.ts'

const named = (calls: readonly Partial<Call>[], kind: 'full' | 'short' = 'full'): string[] => {
  const trace = traceOf(calls.map((more, id) => callOf(id, 0, 1, more)))
  const names = namesFor(trace)
  return trace.calls.map(names[kind])
}

const shop = 'http://shop.test'

test('a call is its path, its method unless that is GET, and its attempt from the second on', () => {
  expect(
    named([
      { url: `${shop}/search?q=a&cursor=2` },
      { url: `${shop}/orders`, method: 'POST' },
      { url: `${shop}/orders`, method: 'POST', attempt: 2 },
    ]),
  ).toEqual(['/search?q=a&cursor=2', 'POST /orders', 'POST /orders #2'])
})

test('the host and the client are named where there are several', () => {
  expect(named([{ url: 'http://a.test/x' }, { url: 'http://b.test:81/x' }])).toEqual([
    'a.test/x',
    'b.test:81/x',
  ])
  expect(named([{ client: 'alice' }, { client: '' }])).toEqual([
    'alice /products/1',
    '- /products/2',
  ])
})

test('in short, what all begin with is left out, by whole segments', () => {
  expect(named([{}, {}], 'short')).toEqual(['1', '2'])
  expect(named([{ url: `${shop}/users/12` }, { url: `${shop}/users/13` }], 'short')).toEqual([
    '12',
    '13',
  ])
  expect(named([{ url: `${shop}/s?page=1` }, { url: `${shop}/s?page=2` }], 'short')).toEqual([
    '1',
    '2',
  ])
})

test('a URL that is none is named as it is', () => {
  expect(named([{ url: 'nonsense' }])).toEqual(['nonsense'])
})
