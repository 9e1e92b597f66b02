import { describe, expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import type { NetworkInput } from './types.ts'

describe('routes', () => {
  const routes = {
    'GET /products/3': { latency: 1 },
    '/products/3': { latency: 2 },
    'GET /products/:id': { latency: 3 },
    '/products/:id': { latency: 4 },
    'GET /products/*': { latency: 5 },
    '/products/*': { latency: 6 },
    '/*': { latency: 7 },
  }

  test.each([
    ['GET', '/products/3', 1],
    ['GET', '/products/3?fields=name', 1],
    ['POST', '/products/3', 2],
    ['GET', '/products/4', 3],
    ['POST', '/products/4', 4],
    ['GET', '/products/4/price', 5],
    ['POST', '/products/4/price', 6],
    ['GET', '/users/1', 7],
  ])('%s %s takes the most specific override, whatever their order', (method, path, latencyMs) => {
    const reversed = Object.fromEntries(Object.entries(routes).toReversed())
    expect(modelOf({ routes }).plan(call({ method, path })).latencyMs).toBe(latencyMs)
    expect(modelOf({ routes: reversed }).plan(call({ method, path })).latencyMs).toBe(latencyMs)
  })

  test('each setting comes from the most specific route that has it', () => {
    const model = modelOf({
      latency: 9,
      firstByteMs: 9,
      failures: [{ kind: 'hang' }],
      routes: { '/products/:id': { latency: 4, firstByteMs: 4 }, '/products/3': { latency: 2 } },
    })
    expect(model.plan(call())).toMatchObject({
      latencyMs: 2,
      firstByteMs: 4,
      fault: { kind: 'hang' },
    })
  })

  test('an empty list of failures spares a route, and null lifts what holds elsewhere', () => {
    const model = modelOf({
      failures: [{ kind: 'reset' }],
      bandwidth: { bytesPerSecond: 10 },
      rateLimit: { limit: 1, windowMs: 1000 },
      capacity: { slots: 1, queue: 0, serviceMs: 5 },
      routes: { '/health': { failures: [], bandwidth: null, rateLimit: null, capacity: null } },
    })
    const health = call({ path: '/health', route: '/health' })
    expect(model.plan(health)).not.toHaveProperty('fault')
    expect(model.plan(health)).not.toHaveProperty('pace')
    expect(model.plan(health).serviceMs).toBe(0)
    expect([1, 2, 3].map(() => model.admit(model.plan(health), health).status)).toEqual([
      'ok',
      'ok',
      'ok',
    ])
  })

  test('a route with a limit of its own neither uses nor shares the common allowance', () => {
    const rateLimit = { limit: 1, windowMs: 1000 }
    const model = modelOf({ rateLimit, routes: { '/search': { rateLimit } } })
    const search = call({ path: '/search', route: '/search' })
    const statuses = [search, call(), search, call()].map(
      (c) => model.admit(model.plan(c), c).status,
    )
    expect(statuses).toEqual(['ok', 'ok', 429, 429])
  })

  test('a route with slots of its own is a server of its own', async () => {
    const capacity = { slots: 1, queue: 0 }
    const model = modelOf({ capacity, routes: { '/vendors/:vendor/*': { capacity } } })
    const vendor = model.plan(call({ path: '/vendors/a/price/1' }))
    const admissions = [vendor, model.plan(call()), vendor].map((plan) => model.servers.enter(plan))
    expect((await Promise.all(admissions)).map(({ shed }) => shed)).toEqual([false, false, true])
  })
})

describe('timeline', () => {
  const timeline = [
    { fromMs: 100, toMs: 200, latency: 20, failures: [{ kind: 'refused' as const }] },
    { fromMs: 150, latency: 30 },
  ]

  test.each([
    [0, 1, undefined],
    [99, 1, undefined],
    [100, 20, 'refused'],
    [150, 30, 'refused'],
    [200, 30, undefined],
    [1e9, 30, undefined],
  ])('at %d ms the latency is %d and the fate %s', (atMs, latencyMs, kind) => {
    const plan = modelOf({ latency: 9, timeline, routes: { '/products/3': { latency: 1 } } }).plan(
      call({ atMs }),
    )
    expect(plan.latencyMs).toBe(latencyMs)
    expect(plan.fault?.kind).toBe(kind)
  })

  test('begins when the network is set, and again when another is set or all is reset', () => {
    const clock = { now: 5000, nowMs: () => clock.now }
    const network: NetworkInput = { timeline: [{ fromMs: 0, toMs: 100, latency: 7 }] }
    const model = createNetworkModel(network, clock)
    const latencyNow = () => model.plan(call({ atMs: clock.now })).latencyMs
    expect(latencyNow()).toBe(7)
    clock.now += 100
    expect(latencyNow()).toBe(0)
    model.replace(network)
    expect(latencyNow()).toBe(7)
    clock.now += 100
    expect(latencyNow()).toBe(0)
    model.reset()
    expect(latencyNow()).toBe(7)
  })

  test('can take slots away for a while', async () => {
    const clock = { now: 0, nowMs: () => clock.now }
    const model = createNetworkModel(
      {
        capacity: { slots: 2, queue: 0 },
        timeline: [{ fromMs: 100, toMs: 200, capacity: { slots: 1, queue: 0 } }],
      },
      clock,
    )
    const shedAt = async (ms: number) => {
      clock.now = ms
      const both = await Promise.all(
        [1, 2].map(() => model.servers.enter({ server: '', serviceMs: 0 })),
      )
      for (const admission of both) if (!admission.shed) admission.leave()
      return both.map(({ shed }) => shed)
    }
    expect(await shedAt(0)).toEqual([false, false])
    expect(await shedAt(100)).toEqual([false, true])
    expect(await shedAt(200)).toEqual([false, false])
  })
})

function modelOf(network: NetworkInput) {
  return createNetworkModel(network, { nowMs: () => 0 })
}

function call(changes: Partial<Parameters<ReturnType<typeof modelOf>['plan']>[0]> = {}) {
  return { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0, ...changes }
}
