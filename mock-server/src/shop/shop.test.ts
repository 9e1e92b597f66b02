import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask } from '../testing/ask-shop.ts'
import { shopRouter, shopRoutes } from './routes.ts'
import { ShopData } from './shop-data.ts'
import { createShop } from './shop.ts'

const seeds = fc.integer()
const paths = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom('', '/price', '/stock', '/reviews'))
    .map(([id, part]) => `/products/${id}${part}`),
  fc
    .tuple(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('', '/orders', '/recommendations', '/basket'),
    )
    .map(([id, part]) => `/users/${id}${part}`),
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom('lima', 'penny-harbour'))
    .map(([id, vendor]) => `/vendors/${vendor}/price/${id}`),
  fc.integer({ min: 1, max: 60 }).map((id) => `/orders/${id}`),
  fc.integer({ min: 1, max: 200 }).map((id) => `/todos/${id}`),
  fc.integer({ min: 1, max: 12 }).map((id) => `/reports/${id}?rows=3`),
  fc.constantFrom('/products', '/products?limit=7', '/vendors', '/search?q=the'),
)

async function textOf(seed: number, ...asked: readonly string[]): Promise<string> {
  // Shops of one seed share what they have read already, so that the order would make no difference.
  const shop = createShop(seed, new ShopData(seed))
  let text = ''
  for (const path of asked) text = await (await ask(shop, path)).text()
  return text
}

describe('every route', () => {
  const examples: Record<string, readonly [path: string, status: number]> = {
    'GET /products': ['/products', 200],
    'GET /products/:id': ['/products/7', 200],
    'GET /products/:id/price': ['/products/7/price', 200],
    'GET /products/:id/stock': ['/products/7/stock', 200],
    'GET /products/:id/reviews': ['/products/7/reviews', 200],
    'GET /users/:id': ['/users/3', 200],
    'GET /users/:id/orders': ['/users/3/orders', 200],
    'GET /users/:id/recommendations': ['/users/3/recommendations', 200],
    'GET /users/:id/basket': ['/users/3/basket', 200],
    'PUT /users/:id/basket': ['/users/3/basket', 400],
    'GET /vendors': ['/vendors', 200],
    'GET /vendors/:vendor/price/:id': ['/vendors/oslo/price/7', 200],
    'POST /orders': ['/orders', 400],
    'GET /orders/:id': ['/orders/1', 200],
    'GET /search': ['/search?q=tea', 200],
    'GET /reports/:id': ['/reports/3?rows=2', 200],
    'GET /todos/:id': ['/todos/12', 200],
  }

  test.each(shopRoutes.map((route) => [`${route.method} ${route.pattern}`, route] as const))(
    '%s is found by its path, and answers',
    async (name, { method }) => {
      const [path, status] = examples[name]!
      const shop = createShop(1)
      const { pathname } = new URL(path, 'http://shop.test')
      const match = shopRouter.match(method, pathname)!
      expect(match.route.pattern).toBe(name.split(' ')[1])
      expect((await ask(shop, path, { method })).status).toBe(status)
    },
  )

  test('is described in one line that fits beside its path', () => {
    for (const { describe } of shopRoutes) expect(describe).toMatch(/^[^\n]{10,90}$/)
  })
})

test('the same seed gives the same answer, whatever was asked before', async () => {
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.array(paths, { maxLength: 5 }),
      paths,
      async (seed, others, path) => {
        expect(await textOf(seed, ...others, path)).toBe(await textOf(seed, path))
      },
    ),
  )
})

test('shops of one seed share their data, which never changes, and nothing else', () => {
  const [one, other] = [createShop(7), createShop(7)]
  expect(other.data).toBe(one.data)
  expect(createShop(8).data).not.toBe(one.data)
  one.orders.place({ userId: 1, items: [{ productId: 1, quantity: 1 }] }, 'key')
  one.reportRows = 5
  expect(other.counts()).toEqual({ orders: 0, doubleOrders: 0, replays: 0, reportRows: 0 })
  expect(other.orders.find(61)).toBeUndefined()
})

test('another seed is another shop', async () => {
  for (const path of ['/products/7', '/users/3', '/todos/12', '/reports/3?rows=2', '/orders/9']) {
    expect(await textOf(1, path)).not.toBe(await textOf(2, path))
  }
})
