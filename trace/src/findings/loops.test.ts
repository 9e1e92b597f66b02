import { expect, test } from 'vitest'
import { about, chain, type Calls } from '../testing/findings-about.ts'

/** Calls one after another, to these URLs. */
const row = (...urls: string[]): Calls =>
  urls.map((url, i) => [i * 100, (i + 1) * 100, { url: `http://shop.test${url}` }])

const rounds = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => [`/users/${i}`, `/users/${i}/orders`]).flat()

test('a loop of calls of two kinds takes at least one round', () => {
  expect(about('one-after-another', row(...rounds(3)))).toEqual([
    "6 calls (GET /users/:id and 1 other) ran one after another for 600 ms. If calls of the same kind don't depend on each other, send those at once: then all of them take 200 ms.",
  ])
})

test('what comes before and after a loop is no part of it', () => {
  expect(about('one-after-another', row('/login', '/me', '/a/1', '/a/2', '/a/3', '/done'))).toEqual(
    [
      "3 calls (GET /a/:id) ran one after another for 300 ms. If they don't depend on each other, send them all at once: then they take 100 ms.",
    ],
  )
})

test.each<[string, Calls]>([
  ['a login, a list and a thing of the list', row('/login', '/things', '/things/1')],
  ['two rounds', row(...rounds(2))],
  ['pages with cursors', row('/items', '/items?cursor=a', '/items?cursor=b', '/items?cursor=c')],
  [
    'hidden cursors',
    row(...['', 'a', 'b', 'c'].map((page) => `/items${page && `?~01234567890${page}&cursor=`}`)),
  ],
  ['the same URL', row('/jobs/1', '/jobs/1', '/jobs/1', '/jobs/1')],
  ['calls that fail', chain(5, { outcome: 'network-error' })],
  ['calls that time out', chain(5, { outcome: 'aborted' })],
  [
    'several servers',
    ['a', 'b', 'c'].map((host, i) => [i * 100, i * 100 + 100, { url: `http://${host}.test/1` }]),
  ],
])('%s may need each other', (_, calls) => {
  expect(about('one-after-another', calls)).toEqual([])
})

test('mutations have one URL, and bodies that nobody knows', () => {
  expect(
    about('one-after-another', chain(4, { method: 'POST', url: 'http://shop.test/graphql' })),
  ).toHaveLength(1)
})
