/**
 * The shop and its network in a stock msw server: for those who have msw set up already.
 */
import { drawTimeline } from '@overlap/trace'
import { http, HttpResponse } from 'msw/http'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { InvalidNetworkError } from '../network/invalid-network-error.ts'
import type { Order } from '../shop/types.ts'
import { mockHandlers } from './mock-handlers.ts'

const shop = mockHandlers()
const mine = http.get('*/health', () => HttpResponse.text('fine'))
const server = setupServer(...shop.handlers, mine)

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => {
  shop.reset()
  shop.network = {}
})
afterAll(() => server.close())

test('answers the fetch of Node from the shop, on any origin', async () => {
  const response = await fetch('https://api.example.com/products/7')
  expect(await response.json()).toHaveProperty('id', 7)
})

test('answers below any path', async () => {
  const here = await fetch('http://shop.test/products/7')
  const there = await fetch('https://api.example.com/v1/products/7')
  expect(await there.json()).toEqual(await here.json())
})

test('places an order once for all attempts with one key', async () => {
  const attempt = () =>
    fetch('http://shop.test/orders', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'attempts at one order' },
      body: JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] }),
    })
  const responses = await Promise.all([attempt(), attempt(), attempt()])
  const orders = (await Promise.all(responses.map((response) => response.json()))) as Order[]
  expect(responses.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(responses.filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(2)
  expect(orders.map(({ id }) => id)).toEqual([61, 61, 61])
  expect(shop.counters.doubleOrders).toBe(0)
})

test('answers HEAD and If-None-Match without a body', async () => {
  const head = await fetch('http://shop.test/products/7', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const headers = { 'If-None-Match': head.headers.get('etag')! }
  const again = await fetch('http://shop.test/products/7', { headers })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('streams a report to its end', async () => {
  const text = await (await fetch('http://shop.test/reports/3?rows=500')).text()
  expect(text.trimEnd().split('\n')).toHaveLength(500)
  expect(shop.trace.calls).toMatchObject([{ outcome: 'ok', bodyBytes: text.length }])
})

test('answers an unknown id with a 404 that says which ids there are', async () => {
  const response = await fetch('http://shop.test/users/99')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual({
    error: 'There is no user "99": expected a whole number from 1 to 20 in the path',
  })
})

test('puts the network in front of it', async () => {
  shop.network = { failures: [{ kind: 'status', status: 503, first: 1 }] }
  const statuses = []
  for (let i = 0; i < 2; i++) statuses.push((await fetch('http://shop.test/products/7')).status)
  expect(statuses).toEqual([503, 200])
  expect(shop.counters.byStatus).toEqual({ 200: 1, 503: 1 })
})

test.each(['refused', 'dns', 'reset', 'empty', 'not-http'] as const)(
  'breaks a connection as msw can: %s has no code',
  async (kind) => {
    shop.network = { failures: [{ kind }] }
    const error: unknown = await fetch('http://shop.test/products/7').catch((thrown) => thrown)
    expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed' })
    expect(error).not.toHaveProperty('cause.code')
  },
)

test.each([
  { kind: 'reset-body', afterBytes: 0 },
  { kind: 'truncated', afterBytes: 0 },
  { kind: 'reset-body' },
  { kind: 'malformed-chunk' },
  { kind: 'wrong-length', byBytes: 5 },
] as const)('breaks a body off after the headers: %o', async (failure) => {
  shop.network = { failures: [failure] }
  const response = await fetch('http://shop.test/products/7')
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toMatchObject({
    message: 'terminated',
    cause: { code: 'UND_ERR_SOCKET' },
  })
})

test('leaves it to the client to follow a redirect', async () => {
  const failure = { kind: 'status', status: 302, headers: { location: '/todos/2' } } as const
  shop.network = { failures: [{ ...failure, route: '/todos/1' }] }
  const response = await fetch('http://shop.test/todos/1')
  expect([response.status, response.redirected]).toEqual([200, true])
  expect(shop.trace.calls.map(({ status }) => status)).toEqual([302, 200])
})

test('records what happened, to be drawn', async () => {
  await Promise.all([1, 2].map((id) => fetch(`http://shop.test/todos/${id}`)))
  expect(shop.trace.calls.map(({ status }) => status)).toEqual([200, 200])
  expect(drawTimeline(shop.trace)).toContain('/todos/2')
})

test('leaves what it does not know to the handlers behind it', async () => {
  expect(await (await fetch('http://shop.test/health')).text()).toBe('fine')
  expect(shop.trace.calls).toEqual([])
})

test('refuses a wrong network, and keeps the one it has', () => {
  shop.network = { latency: 5 }
  expect(() => {
    shop.network = { latency: -1 }
  }).toThrow(InvalidNetworkError)
  expect(shop.network.latency).toBe(5)
})
