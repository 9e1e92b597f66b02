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

test('a name has the path, the method unless it is GET, and the attempt from the second on', () => {
  expect(
    named([
      { url: `${shop}/search?q=a&cursor=2` },
      { url: `${shop}/orders`, method: 'POST' },
      { url: `${shop}/orders`, method: 'POST', attempt: 2 },
    ]),
  ).toEqual(['/search?q=a&cursor=2', 'POST /orders', 'POST /orders #2'])
})

test('a name has the host if there are several hosts, and the client if there are several', () => {
  expect(named([{ url: 'http://a.test/x' }, { url: 'http://b.test:81/x' }])).toEqual([
    'a.test/x',
    'b.test:81/x',
  ])
  expect(named([{ client: 'alice' }, { client: '' }])).toEqual([
    'alice /products/1',
    '- /products/2',
  ])
})

test('short names leave out the whole segments that all names begin with', () => {
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

test('an invalid URL is shown unchanged', () => {
  expect(named([{ url: 'nonsense' }])).toEqual(['nonsense'])
})
