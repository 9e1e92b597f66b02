/**
 * The shop without Overlap's network: its handlers in a stock msw server, answering the `fetch` that
 * Node brings. `setupWorker(...shop.handlers)` from `msw/browser` does the same in a page.
 *
 * There is no latency and no failure here; those come with `startMockApi`.
 */
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createShop } from './shop.ts'
import type { Order, Product } from './types.ts'

const shop = createShop(1)
const server = setupServer(...shop.handlers)

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => shop.reset())
afterAll(() => server.close())

test('a product comes by fetch, on any origin', async () => {
  const here = await fetch('http://shop.test/products/7')
  const there = await fetch('https://api.example.com/v1/products/7')
  const product = (await here.json()) as Product
  expect(product.id).toBe(7)
  expect(await there.json()).toEqual(product)
})

test('an order is placed once for all attempts with one key', async () => {
  const attempt = () =>
    fetch('http://shop.test/orders', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'attempts at one order' },
      body: JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] }),
    })
  const responses = await Promise.all([attempt(), attempt(), attempt()])
  const orders = (await Promise.all(responses.map((response) => response.json()))) as Order[]
  expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(orders.map(({ id }) => id)).toEqual([61, 61, 61])
  expect(shop.counts()).toMatchObject({ orders: 1, doubleOrders: 0, replays: 2 })
})

test('HEAD and If-None-Match are answered without a body', async () => {
  const head = await fetch('http://shop.test/products/7', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const headers = { 'If-None-Match': head.headers.get('etag')! }
  const again = await fetch('http://shop.test/products/7', { headers })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('a report streams to its end', async () => {
  const response = await fetch('http://shop.test/reports/3?rows=500')
  const lines = (await response.text()).trimEnd().split('\n')
  expect(lines).toHaveLength(500)
  expect(shop.counts().reportRows).toBe(500)
})

test('an unknown id is a 404 that says which ids there are', async () => {
  const response = await fetch('http://shop.test/users/99')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({
    error: 'There is no user "99": expected a whole number from 1 to 20 in the path',
  })
})
