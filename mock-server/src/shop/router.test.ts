import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRouter } from './router.ts'
import { shopRouter, shopRoutes } from './routes.ts'

const route = (line: string) => {
  const [method = '', pattern = ''] = line.split(' ')
  return { method, pattern }
}
const lines = [
  'GET /products',
  'GET /products/:id',
  'GET /products/:id/price',
  'GET /products/new/:kind',
  'PUT /products/:id',
  'POST /orders',
  'GET /vendors/:vendor/price/:id',
]
const router = createRouter(lines.map(route))

function found(method: string, pathname: string) {
  const match = router.match(method, pathname)
  return match && [`${match.route.method} ${match.route.pattern}`, match.params]
}

describe('match', () => {
  test.each([
    ['GET', '/products', 'GET /products', {}],
    ['GET', '/products/7', 'GET /products/:id', { id: '7' }],
    ['PUT', '/products/7', 'PUT /products/:id', { id: '7' }],
    ['GET', '/vendors/fox/price/7', 'GET /vendors/:vendor/price/:id', { vendor: 'fox', id: '7' }],
    ['HEAD', '/products/7', 'GET /products/:id', { id: '7' }],
    ['GET', '/products/', 'GET /products', {}],
    ['GET', '//products///7//', 'GET /products/:id', { id: '7' }],
    ['GET', 'products/7', 'GET /products/:id', { id: '7' }],
    ['GET', '/%70roducts/a%20b', 'GET /products/:id', { id: 'a b' }],
    ['GET', '/products/a%2Fb', 'GET /products/:id', { id: 'a/b' }],
    ['GET', '/products/%252F', 'GET /products/:id', { id: '%2F' }],
    ['GET', '/products/../7', undefined, undefined],
    ['GET', '/products/%', undefined, undefined],
    ['GET', '/products/%E0%A4%A', undefined, undefined],
    ['GET', '/Products/7', undefined, undefined],
    ['GET', '/products/7/price/8', undefined, undefined],
    ['GET', '/', undefined, undefined],
    ['GET', '', undefined, undefined],
    ['GET', '/orders', undefined, undefined],
    ['HEAD', '/orders', undefined, undefined],
    ['OPTIONS', '/products', undefined, undefined],
    ['GET', '/__proto__', undefined, undefined],
    ['constructor', '/products', undefined, undefined],
  ])('%s %s finds %s', (method, pathname, line, params) => {
    expect(found(method, pathname)).toEqual(line && [line, params])
  })

  test('a fixed segment wins over a name, and gives way where it leads nowhere', () => {
    expect(found('GET', '/products/new/kites')).toEqual([
      'GET /products/new/:kind',
      { kind: 'kites' },
    ])
    expect(found('GET', '/products/new/price')).toEqual([
      'GET /products/new/:kind',
      { kind: 'price' },
    ])
    expect(found('GET', '/products/new')).toEqual(['GET /products/:id', { id: 'new' }])
  })
})

test('a value from a way that led nowhere is forgotten', () => {
  const router = createRouter([route('GET /a/:x/b'), route('GET /:y/c/d')])
  expect(router.match('GET', '/a/c/d')?.params).toEqual({ y: 'a' })
})

describe('allowed', () => {
  test.each([
    ['/products', ['GET', 'HEAD', 'OPTIONS']],
    ['/products/7', ['GET', 'PUT', 'HEAD', 'OPTIONS']],
    ['/orders/', ['POST', 'OPTIONS']],
    ['/nowhere', []],
    ['/vendors', []],
    ['/%', []],
    ['*', ['GET', 'PUT', 'POST', 'HEAD', 'OPTIONS']],
  ])('%s allows %j', (pathname, methods) => {
    expect(router.allowed(pathname)).toEqual(methods)
  })
})

test('match and allowed never throw and always agree, whatever the path', () => {
  const pieces = fc.constantFrom(
    '/',
    '//',
    '%',
    '%2F',
    '%00',
    '..',
    'products',
    '7',
    ':id',
    '*',
    '?',
  )
  const pathnames = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.webPath(),
      fc.array(fc.oneof(pieces, fc.string()), { maxLength: 12 }).map((parts) => parts.join('')),
    )
    .filter((pathname) => pathname !== '*') // Not a path: see `allowed`.
  const methods = fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', '', '__proto__')
  const examples: [string, string][] = [
    ['GET', '/products/%'],
    ['POST', '//orders/'],
  ]
  const isConsistent = (method: string, pathname: string) =>
    (router.match(method, pathname) !== undefined) ===
    (method !== 'OPTIONS' && router.allowed(pathname).includes(method))
  expect(() => {
    fc.assert(fc.property(methods, pathnames, isConsistent), { numRuns: 2_000, examples })
  }).not.toThrow()
})

test('an encoded value comes back as it was, in any place', () => {
  const values = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(values, values, (vendor, id) => {
      const pathname = `/vendors/${encodeURIComponent(vendor)}/price/${encodeURIComponent(id)}`
      expect(router.match('GET', pathname)?.params).toEqual({ vendor, id })
    }),
  )
})

test('the shop’s own routes find themselves', () => {
  for (const shopRoute of shopRoutes) {
    const pathname = shopRoute.pattern.replaceAll(/:\w+/g, '7')
    expect(shopRouter.match(shopRoute.method, pathname)?.route).toBe(shopRoute)
  }
})

test('two routes with one method and pattern are a mistake', () => {
  expect(() => createRouter([route('GET /a/:b'), route('GET /a/:b')])).toThrow(
    new RangeError(
      'Cannot add the route GET /a/:b: expected each method and path once, got it twice',
    ),
  )
})
