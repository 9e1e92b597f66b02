import { describe, expect, test } from 'vitest'
import { InvalidNetworkError } from './invalid-network-error.ts'
import { createNetworkModel } from './model.ts'
import type { NetworkInput } from './types.ts'

describe('replace', () => {
  test('keeps the ordinals', () => {
    const model = modelOf({})
    expect([0, 1].map(() => model.plan(call()).ordinal)).toEqual([0, 1])
    model.replace({ latency: 5, failures: [{ kind: 'hang', first: 3 }] })
    const plans = [0, 1].map(() => model.plan(call()))
    expect(plans.map(({ ordinal }) => ordinal)).toEqual([2, 3])
    expect(plans.map(({ fault }) => fault?.kind)).toEqual(['hang', undefined])
    expect(plans.map(({ latencyMs }) => latencyMs)).toEqual([5, 5])
  })

  test('changes nothing when the description is wrong', () => {
    const model = modelOf({ latency: 5 })
    const before = model.network
    expect(() => model.replace({ latency: -1 })).toThrow(InvalidNetworkError)
    expect(model.network).toBe(before)
    expect(model.plan(call())).toMatchObject({ latencyMs: 5, ordinal: 0 })
  })

  test('keeps the allowance under a rate limit that stays as it is', () => {
    const rateLimit = { limit: 1, windowMs: 1000 }
    const model = modelOf({ rateLimit })
    const ask = () => model.admit(model.plan(call()), call()).status
    expect(ask()).toBe('ok')
    model.replace({ rateLimit, latency: 3 })
    expect(ask()).toBe(429)
    model.replace({ rateLimit: { ...rateLimit, limit: 2 } })
    expect(ask()).toBe('ok')
  })

  test('lets those who wait move up when it adds slots', async () => {
    const model = modelOf({ capacity: { slots: 1, queue: 5 } })
    await model.servers.enter({ server: '', serviceMs: 0 })
    const waiting = [1, 2].map(() => model.servers.enter({ server: '', serviceMs: 0 }))
    expect(model.servers.queued).toBe(2)
    model.replace({ capacity: { slots: 2, queue: 5 } })
    expect(model.servers.queued).toBe(1)
    model.replace({})
    expect((await Promise.all(waiting)).map(({ shed }) => shed)).toEqual([false, false])
    expect(model.servers.inService).toBe(3)
  })
})

test('reset begins the ordinals, the allowances and the counts anew', () => {
  const model = modelOf({
    failures: [{ kind: 'reset', first: 1 }],
    rateLimit: { limit: 1, windowMs: 1000 },
  })
  const round = () => {
    const plan = model.plan(call())
    return [plan.fault?.kind, model.admit(plan, call()).status, model.admit(plan, call()).status]
  }
  expect(round()).toEqual(['reset', 'ok', 429])
  expect(round()).toEqual([undefined, 429, 429])
  expect(model.counts.rateViolations).toBe(3)
  model.reset()
  expect(model.counts.rateViolations).toBe(0)
  expect(round()).toEqual(['reset', 'ok', 429])
})

test('an HTTP date in Retry-After follows the clock it was given', () => {
  const model = createNetworkModel(
    { rateLimit: { limit: 1, windowMs: 2000, retryAfter: 'date' } },
    { nowMs: () => 0, epochMs: () => Date.UTC(2030, 0, 1) },
  )
  model.admit(model.plan(call()), call())
  const { headers } = model.admit(model.plan(call()), call())
  expect(headers['Retry-After']).toBe('Tue, 01 Jan 2030 00:00:02 GMT')
})

test('a refused call spends its latency outside of any slot', () => {
  const model = modelOf({
    latency: 40,
    capacity: { slots: 1, queue: 0 },
    failures: [{ kind: 'refused', first: 1 }],
  })
  expect(model.plan(call())).toMatchObject({ latencyMs: 40, serviceMs: 0 })
  expect(model.plan(call())).toMatchObject({ latencyMs: 0, serviceMs: 40 })
})

test('the counts are a snapshot', () => {
  const model = modelOf({ rateLimit: { limit: 1, windowMs: 1000 } })
  const before = model.counts
  for (const plan of [1, 2].map(() => model.plan(call()))) model.admit(plan, call())
  expect(before.rateViolations).toBe(0)
  expect(model.counts.rateViolations).toBe(1)
})

function modelOf(network: NetworkInput) {
  return createNetworkModel(network, { nowMs: () => 0 })
}

function call(changes: Partial<Parameters<ReturnType<typeof modelOf>['plan']>[0]> = {}) {
  return { method: 'GET', path: '/products/3', route: '/products/:id', atMs: 0, ...changes }
}
