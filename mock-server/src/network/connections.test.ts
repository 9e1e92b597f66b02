import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulate } from '../simulate/simulate.ts'
import type { ConnectionSettings } from './connections.ts'
import { createNetworkModel } from './model.ts'
import type { NetworkInput } from './types.ts'

const product = { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0 }

test('a network without connections plans none', () => {
  expect(createNetworkModel({}, { nowMs: () => 0 }).plan(product)).not.toHaveProperty('connection')
})

test('a call opens a connection, and a later call uses it again', async () => {
  const { take, connections } = clientsOf({ setUpMs: 40 })
  const first = await take()
  expect(first.setUpMs).toBe(40)
  first.release()
  expect((await take()).setUpMs).toBe(0)
  expect(connections.counts).toEqual({ opened: 1, peak: 1 })
})

test('a connection that was closed is not used again', async () => {
  const { take, connections } = clientsOf({ setUpMs: 40 })
  const first = await take()
  first.close()
  first.release()
  expect((await take()).setUpMs).toBe(40)
  expect(connections.counts).toEqual({ opened: 2, peak: 1 })
})

test('without a limit, 200 calls at once open 200 connections', async () => {
  const { take, connections } = clientsOf({})
  await Promise.all(Array.from({ length: 200 }, () => take()))
  expect(connections.counts).toEqual({ opened: 200, peak: 200 })
})

test('at the limit calls wait for a connection, first come, first served', async () => {
  const { take, connections } = clientsOf({ limit: 2, setUpMs: 40 })
  const order: number[] = []
  const [first, second] = await Promise.all([take(), take()])
  const waiting = [1, 2, 3].map(async (id) => {
    const connection = await take()
    order.push(id)
    return connection
  })
  expect(connections.waiting).toBe(3)
  first?.release()
  expect((await waiting[0])?.setUpMs).toBe(0)
  second?.close()
  expect((await waiting[1])?.setUpMs).toBe(40)
  expect([order, connections.waiting]).toEqual([[1, 2], 1])
  expect(connections.counts).toEqual({ opened: 3, peak: 2 })
})

test('a mount counts connections, and the most that one client had at once', async () => {
  const connections = { limit: 2, setUpMs: 10 }
  const run = await simulate({ latency: 100, connections }, (api) => {
    const clients = ['a', 'b'].map((name) => api.client(name))
    const calls = clients.flatMap((fetch) =>
      [1, 2, 3].map(async (id) => (await fetch(api.url(`/products/${id}`))).text()),
    )
    return Promise.all(calls)
  })
  expect(run.counters).toMatchObject({ connectionsOpened: 4, peakConnections: 2 })
  expect(run.settledMs).toBe(210)
})

test('each client has connections of its own', async () => {
  const { take, connections } = clientsOf({ limit: 1 })
  await Promise.all([take('a'), take('b')])
  expect([connections.counts, connections.waiting]).toEqual([{ opened: 2, peak: 1 }, 0])
  const anywhere = { pool: '', setUpMs: 0, limit: 1 }
  await Promise.all([
    connections.take('c GET', { ...anywhere, pool: '/a' }),
    connections.take('c', { ...anywhere, pool: 'GET /a' }),
  ])
})

test('a route with its own connections has a limit of its own', async () => {
  const model = createNetworkModel(
    { connections: { limit: 1 }, routes: { '/search': { connections: { limit: 1 } } } },
    { nowMs: () => 0 },
  )
  const plans = ['/search', '/products/3'].map((path) => model.plan({ ...product, path }))
  await Promise.all(plans.map(({ connection }) => model.connections.take('', connection!)))
  expect(model.connections.counts.opened).toBe(2)
})

test('an idle connection is closed after keepAliveMs', async () => {
  const { take, clock } = clientsOf({ setUpMs: 40, keepAliveMs: 100 })
  const first = await take()
  clock.now = 500
  first.release()
  clock.now = 599
  const again = await take()
  expect(again.setUpMs).toBe(0)
  again.release()
  clock.now = 699
  expect((await take()).setUpMs).toBe(40)
})

test('of the idle connections the one that was used last is used first', async () => {
  const { take, clock } = clientsOf({ setUpMs: 40, keepAliveMs: 100 })
  const [a, b] = await Promise.all([take(), take()])
  a?.release()
  clock.now = 50
  b?.release()
  clock.now = 99
  const reused = await take()
  clock.now = 120
  reused.release()
  clock.now = 145
  // a was closed at 100, b has been idle since 120.
  const [first, second] = await Promise.all([take(), take()])
  expect([first?.setUpMs, second?.setUpMs]).toEqual([0, 40])
})

test('a call that is aborted while it waits leaves the queue, and leaves no listener', async () => {
  const { take, connections } = clientsOf({ limit: 1 })
  const { signal } = new AbortController()
  const first = await take('', signal)
  const gone = new AbortController()
  const impatient = take('', gone.signal)
  const patient = take()
  gone.abort(new Error('enough'))
  await expect(impatient).rejects.toThrow('enough')
  expect(connections.waiting).toBe(1)
  first.release()
  await patient
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  await expect(take('', AbortSignal.abort('late'))).rejects.toBe('late')
})

test('reset closes idle connections and counts from 0, and keeps those in use', async () => {
  const { take, connections, model } = clientsOf({ setUpMs: 40 })
  const [used, idle] = await Promise.all([take(), take()])
  idle?.release()
  model.reset()
  expect(connections.counts).toEqual({ opened: 0, peak: 1 })
  expect((await take()).setUpMs).toBe(40)
  used?.release()
  expect((await take()).setUpMs).toBe(0)
})

describe('the set-up time', () => {
  const connections = { setUpMs: { uniform: [10, 90] } } as const

  test('is drawn for each call, and changes no other draw', () => {
    const latency = { lognormal: { median: 40, p99: 200 } } as const
    const without = plans({ latency })
    const withSetUp = plans({ latency, connections })
    expect(withSetUp.map(({ latencyMs }) => latencyMs)).toEqual(without.map((p) => p.latencyMs))
    const times = withSetUp.map(({ connection }) => connection?.setUpMs ?? 0)
    expect(new Set(times).size).toBeGreaterThan(30)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(10)
    const alike = plans({ latency: connections.setUpMs, connections })
    expect(alike.filter((plan) => plan.latencyMs === plan.connection?.setUpMs).length).toBeLessThan(
      9,
    )
  })

  function plans(network: NetworkInput) {
    const model = createNetworkModel(network, { nowMs: () => 0 })
    return Array.from({ length: 100 }, () => model.plan(product))
  }
})

test('never has more connections than the limit, and never lets a call wait for nothing', async () => {
  const step = fc.constantFrom('take', 'release', 'close', 'abort')
  const steps = fc.array(step, { maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (steps, limit) => {
      const { take, connections } = clientsOf({ limit })
      const held: Awaited<ReturnType<typeof take>>[] = []
      const waiting = new Set<AbortController>()
      for (const step of steps) {
        if (step === 'take') {
          const controller = new AbortController()
          waiting.add(controller)
          take('', controller.signal)
            .then((connection) => held.push(connection))
            .catch(() => {})
            .finally(() => waiting.delete(controller))
        } else if (step === 'abort') [...waiting][0]?.abort()
        else held.shift()?.[step]()
        for (let turn = 0; turn < 5; turn++) await Promise.resolve()
        expect(held.length).toBeLessThanOrEqual(limit)
        expect(connections.waiting === 0 || held.length === limit).toBe(true)
        expect(connections.waiting).toBe(waiting.size)
      }
    }),
  )
})

function clientsOf(connections: ConnectionSettings) {
  const clock = { now: 0, nowMs: () => clock.now }
  const model = createNetworkModel({ connections }, clock)
  const take = (client = '', signal?: AbortSignal) =>
    model.connections.take(client, model.plan(product).connection!, signal)
  return { model, clock, take, connections: model.connections }
}
