import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ask, askJson } from '../testing/ask-shop.ts'
import { createShop } from './shop.ts'
import type {
  Order,
  Product,
  Recommendation,
  Review,
  Stock,
  Todo,
  User,
  VendorPrice,
} from './types.ts'

const seeds = fc.integer()

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
    for (const vendor of ['oslo', 'lima', 'osaka']) {
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
    const { available, warehouses } = await askJson<Stock>(shop, `/products/${id}/stock`)
    expect(warehouses.reduce((sum, { count }) => sum + count, 0)).toBe(available)
    if (available === 0) soldOut++
  }
  expect(soldOut).toBeGreaterThan(2)
  expect(soldOut).toBeLessThan(30)
})
