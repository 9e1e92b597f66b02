import { expect, test } from 'vitest'
import { isRoute, parseRoute } from './route-pattern.ts'

test.each([
  ['/products/3', 'GET', '/products/3', true],
  ['/products/3', 'GET', '/products/33', false],
  ['/products/:id', 'POST', '/products/3', true],
  ['/products/:id', 'GET', '/products/3/price', false],
  ['/products/:id', 'GET', '/products/', false],
  ['/products/:id/price', 'GET', '/products/3/price', true],
  ['/products/*', 'GET', '/products/3/price', true],
  ['/products/*', 'GET', '/products', false],
  ['/*', 'GET', '/', true],
  ['GET /products/:id', 'GET', '/products/3', true],
  ['get /products/:id', 'GET', '/products/3', true],
  ['GET /products/:id', 'POST', '/products/3', false],
  ['/a.c/:id', 'GET', '/abc/1', false],
  ['/a+(b)/:id', 'GET', '/a+(b)/1', true],
])('%s, asked about %s %s, says %s', (route, method, path, matches) => {
  expect(parseRoute(route).matches(method, path)).toBe(matches)
})

test('ranks a path above a pattern, a pattern above a rest, and a method above none', () => {
  const byRank = [
    '/*',
    '/products/*',
    'GET /products/*',
    '/:kind/:id',
    'GET /:kind/:id',
    '/products/:id',
    'GET /products/:id',
    '/products/3',
    'GET /products/3',
  ]
  const ranks = byRank.map((route) => parseRoute(route).specificity)
  expect(ranks).toEqual([...new Set(ranks)].toSorted((a, b) => a - b))
})

test.each(['products', '', 'GET', 'GET  /x', '/a b', '/search?q=1', '/*/price', 'G3T /x'])(
  'does not take "%s" for a route',
  (text) => {
    expect(isRoute(text)).toBe(false)
  },
)
