import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask, askJson } from './ask.ts'
import { createRouter } from './router.ts'
import { createShop } from './shop.ts'
import type { Order, Product, Recommendation, Review, Todo, User, VendorPrice } from './types.ts'

const seeds = fc.integer()
const paths = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom('', '/price', '/stock', '/reviews'))
    .map(([id, part]) => `/products/${id}${part}`),
  fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom('', '/orders', '/recommendations'))
    .map(([id, part]) => `/users/${id}${part}`),
  fc
    .tuple(fc.integer({ min: 1, max: 100 }), fc.constantFrom('mirror-lima', 'penny-harbour'))
    .map(([id, vendor]) => `/vendors/${vendor}/price/${id}`),
  fc.integer({ min: 1, max: 60 }).map((id) => `/orders/${id}`),
  fc.integer({ min: 1, max: 200 }).map((id) => `/todos/${id}`),
  fc.integer({ min: 1, max: 12 }).map((id) => `/reports/${id}?rows=3`),
  fc.constantFrom('/products', '/products?limit=7', '/vendors', '/search?q=the'),
)

async function textOf(seed: number, ...asked: readonly string[]): Promise<string> {
  const shop = createShop(seed)
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
    'GET /vendors': ['/vendors', 200],
    'GET /vendors/:vendor/price/:id': ['/vendors/mirror-oslo/price/7', 200],
    'POST /orders': ['/orders', 400],
    'GET /orders/:id': ['/orders/1', 200],
    'GET /search': ['/search?q=tea', 200],
    'GET /reports/:id': ['/reports/3?rows=2', 200],
    'GET /todos/:id': ['/todos/12', 200],
  }
  const { routes } = createShop(1)

  test.each(routes.map((route) => [`${route.method} ${route.pattern}`, route] as const))(
    '%s answers through msw as it does without',
    async (name, { method, answer }) => {
      const [path, status] = examples[name]!
      const shop = createShop(1)
      const router = createRouter(shop.routes)
      const viaMsw = await ask(shop, path, { method })
      const request = new Request(`http://shop.test${path}`, { method })
      const match = router.match(method, new URL(request.url).pathname)!
      const direct = await match.route.answer({ request, params: match.params })

      expect(match.route.pattern).toBe(name.split(' ')[1])
      expect(answer).toBeTypeOf('function')
      expect(viaMsw.status).toBe(status)
      expect([direct.status, await direct.text()]).toEqual([status, await viaMsw.text()])
    },
  )

  test('is described in one line that fits beside its path', () => {
    for (const { describe } of routes) expect(describe).toMatch(/^[^\n]{10,90}$/)
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

test('another seed is another shop', async () => {
  for (const path of ['/products/7', '/users/3', '/todos/12', '/reports/3?rows=2', '/orders/9']) {
    expect(await textOf(1, path)).not.toBe(await textOf(2, path))
  }
})

test('everything refers to what exists', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.integer({ min: 1, max: 20 }), async (seed, userId) => {
      const shop = createShop(seed)
      const orders = await askJson<Order[]>(shop, `/users/${userId}/orders`)
      const liked = await askJson<Recommendation[]>(shop, `/users/${userId}/recommendations`)
      const products = [...orders.flatMap(({ items }) => items), ...liked]
      for (const { productId } of products) {
        expect((await askJson<Product>(shop, `/products/${productId}`)).id).toBe(productId)
        for (const review of await askJson<Review[]>(shop, `/products/${productId}/reviews`)) {
          expect((await ask(shop, `/users/${review.userId}`)).status).toBe(200)
        }
      }
    }),
    { numRuns: 10 },
  )
})

test('a past order has the products at their prices, and stands in the list of its user', async () => {
  const shop = createShop(7)
  for (let id = 1; id <= 60; id++) {
    const order = await askJson<Order>(shop, `/orders/${id}`)
    let totalCents = 0
    for (const { productId, quantity, unitCents } of order.items) {
      const price = await askJson(shop, `/products/${productId}/price`)
      expect(price).toEqual({ productId, amountCents: unitCents, currency: 'EUR' })
      totalCents += quantity * unitCents
    }
    expect(order.totalCents).toBe(totalCents)
    expect(await askJson<Order[]>(shop, `/users/${order.userId}/orders`)).toContainEqual(order)
  }
})

test('no two products, and no two users, have the same name', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const shop = createShop(seed)
      const { items } = await askJson<{ items: Product[] }>(shop, '/products?limit=100')
      expect(new Set(items.map(({ name }) => name)).size).toBe(100)
      const names = new Set<string>()
      const lastNames = new Set<string>()
      for (let id = 1; id <= 20; id++) {
        const user = await askJson<User>(shop, `/users/${id}`)
        expect(user.email).toMatch(/^[a-z]+\.[a-z]+@mail\.test$/)
        names.add(user.name)
        lastNames.add(user.name.split(' ')[1]!)
      }
      expect([names.size, lastNames.size]).toEqual([20, 20])
    }),
    { numRuns: 10 },
  )
})

test('a user’s orders are their own, the latest first', async () => {
  const shop = createShop(7)
  let count = 0
  for (let userId = 1; userId <= 20; userId++) {
    const orders = await askJson<Order[]>(shop, `/users/${userId}/orders`)
    for (const order of orders) expect(order.userId).toBe(userId)
    const ids = orders.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    count += ids.length
  }
  expect(count).toBe(60)
})

test('recommendations are five products, best first, with scores from 0 to 1', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.integer({ min: 1, max: 20 }), async (seed, userId) => {
      const path = `/users/${userId}/recommendations`
      const liked = await askJson<Recommendation[]>(createShop(seed), path)
      const scores = liked.map(({ score }) => score)
      expect(new Set(liked.map(({ productId }) => productId)).size).toBe(5)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      expect(scores[0]).toBeLessThanOrEqual(1)
      expect(scores[4]).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('all mirrors ask the shop’s price, a competitor its own within 20 percent', async () => {
  const shop = createShop(3)
  let different = 0
  for (let id = 1; id <= 100; id++) {
    const { amountCents } = await askJson<VendorPrice>(shop, `/products/${id}/price`)
    for (const city of ['oslo', 'lima', 'osaka']) {
      const vendor = `mirror-${city}`
      const price = await askJson<VendorPrice>(shop, `/vendors/${vendor}/price/${id}`)
      expect(price).toEqual({ vendor, productId: id, amountCents, currency: 'EUR' })
    }
    const other = await askJson<VendorPrice>(shop, `/vendors/the-blue-crate/price/${id}`)
    expect(Math.abs(other.amountCents / amountCents - 1)).toBeLessThan(0.205)
    if (other.amountCents !== amountCents) different++
  }
  expect(different).toBeGreaterThan(80)
})

test('a user has ten todos, and the first of them ends in 1', async () => {
  const shop = createShop(1)
  const owners: number[] = []
  for (const id of [1, 10, 11, 191, 200]) {
    owners.push((await askJson<Todo>(shop, `/todos/${id}`)).userId)
  }
  expect(owners).toEqual([1, 1, 2, 20, 20])
})

test('stock is what the warehouses hold, and some products are sold out', async () => {
  const shop = createShop(1)
  let soldOut = 0
  for (let id = 1; id <= 100; id++) {
    const { available, warehouses } = await askJson<{
      available: number
      warehouses: { count: number }[]
    }>(shop, `/products/${id}/stock`)
    expect(warehouses.reduce((sum, { count }) => sum + count, 0)).toBe(available)
    if (available === 0) soldOut++
  }
  expect(soldOut).toBeGreaterThan(2)
  expect(soldOut).toBeLessThan(30)
})
