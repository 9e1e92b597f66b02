/**
 * The shop and its network in a stock msw server: for those who have msw set up already.
 */
import { drawTimeline } from '@overlap/trace'
import { http, HttpResponse } from 'msw/http'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { InvalidNetworkError } from '../network/invalid-network-error.ts'
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

test('puts the network in front of it', async () => {
  shop.network = { failures: [{ kind: 'status', status: 503, first: 1 }] }
  const statuses = []
  for (let i = 0; i < 2; i++) statuses.push((await fetch('http://shop.test/products/7')).status)
  expect(statuses).toEqual([503, 200])
  expect(shop.counters.byStatus).toEqual({ 200: 1, 503: 1 })
})

test('breaks connections as msw can', async () => {
  shop.network = { failures: [{ kind: 'reset' }] }
  await expect(fetch('http://shop.test/products/7')).rejects.toThrow(TypeError)
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
