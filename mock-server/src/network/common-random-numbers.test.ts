import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import type { Plan } from './plan.ts'
import type { NetworkInput } from './types.ts'

const storm: NetworkInput = {
  latency: { lognormal: { median: 100, p99: 900 } },
  firstByteMs: { exponential: { mean: 30 } },
  bandwidth: { bytesPerSecond: 50_000 },
  capacity: { slots: 3, queue: 10, serviceMs: { uniform: [5, 50] } },
  failures: [
    { kind: 'slow-headers', delayMs: 77, probability: 0.3 },
    { kind: 'status', status: 503, first: 1, probability: 0.5 },
    { kind: 'trickle', bytesPerSecond: 100, every: 2 },
    { kind: 'reset', probability: 0.2 },
  ],
  routes: { '/users/*': { latency: { replay: [1, 2, 3] } }, '/products/1': { failures: [] } },
}

const paths = ['/products/1', '/products/2', '/users/1', '/search?q=a', '/search?q=b']
const callsOf = fc.array(
  fc.record({ method: fc.constantFrom('GET', 'POST'), path: fc.constantFrom(...paths) }),
  { maxLength: 40 },
)
type Call = { readonly method: string; readonly path: string }

test('the same calls meet the same network in any order', () => {
  const shuffled = callsOf.chain((calls) =>
    fc.tuple(
      fc.constant(calls),
      fc.shuffledSubarray(calls, { minLength: calls.length, maxLength: calls.length }),
    ),
  )
  fc.assert(
    fc.property(shuffled, fc.nat(), ([calls, otherOrder], seed) => {
      const network = { ...storm, seed }
      expect(plansByCall(network, otherOrder)).toEqual(plansByCall(network, calls))
    }),
  )
})

test('what else is called in between changes nothing', () => {
  fc.assert(
    fc.property(callsOf, (others) => {
      const alone = plansByCall(storm, [{ method: 'GET', path: '/products/2' }])
      const model = createNetworkModel(storm, { nowMs: () => 0 })
      const different = others.filter(({ path }) => path !== '/products/2')
      for (const call of different) model.plan(complete(call))
      const plan = model.plan(complete({ method: 'GET', path: '/products/2' }))
      expect([plan]).toEqual([...alone.values()])
    }),
  )
})

test('two models of one description agree, and so does one that was reset', () => {
  const calls = Array.from({ length: 30 }, (_, i) => ({
    method: 'GET',
    path: `/products/${i % 7}`,
  }))
  const model = createNetworkModel(storm, { nowMs: () => 0 })
  const first = calls.map((call) => model.plan(complete(call)))
  model.reset()
  expect(calls.map((call) => model.plan(complete(call)))).toEqual(first)
  expect([
    ...plansByCall(JSON.parse(JSON.stringify(storm)) as NetworkInput, calls).values(),
  ]).toEqual(expect.arrayContaining(first))
})

test('two seeds differ', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.maxSafeNat(), { minLength: 2, maxLength: 2 }), ([a, b]) => {
      const [one, other] = [a, b].map((seed = 0) => latencies({ ...storm, seed }))
      expect(one).not.toEqual(other)
    }),
  )
})

describe('changing one thing leaves the draws of the others as they are', () => {
  const without: NetworkInput = { latency: storm.latency ?? 0 }

  test.each<[string, NetworkInput]>([
    ['a fault', { failures: [{ kind: 'reset', probability: 0.5 }] }],
    [
      'many failures',
      {
        failures: [
          { kind: 'hang', first: 3 },
          { kind: 'status', status: 500 },
        ],
      },
    ],
    ['a slow first byte', { firstByteMs: { uniform: [1, 9] } }],
    ['a bandwidth', { bandwidth: { bytesPerSecond: 10 } }],
    ['connections', { connections: { setUpMs: { uniform: [1, 9] } } }],
    ['a way for aborts', { abortMs: { uniform: [1, 9] } }],
    ['a rate limit', { rateLimit: { limit: 1, windowMs: 1000 } }],
    [
      'slots with a time of their own',
      { capacity: { slots: 1, queue: 0, serviceMs: { uniform: [1, 9] } } },
    ],
    ['a route', { routes: { '/orders': { latency: 3 } } }],
    ['a later span of time', { timeline: [{ fromMs: 1, latency: 3 }] }],
  ])('adding %s', (_, addition) => {
    expect(latencies({ ...without, ...addition })).toEqual(latencies(without))
  })

  test('the way of an abort is drawn for each call', () => {
    const model = createNetworkModel({ abortMs: { uniform: [1, 99] } }, { nowMs: () => 0 })
    const times = hundredCalls().map((call) => model.plan(complete(call)).abortMs)
    expect(new Set(times).size).toBeGreaterThan(30)
    const still = createNetworkModel({}, { nowMs: () => 0 })
    expect(still.plan(complete({ method: 'GET', path: '/' })).abortMs).toBe(0)
  })

  test('slots in which the latency is spent take over the very same latencies', () => {
    const withSlots = { ...without, capacity: { slots: 1, queue: 0 } }
    const plans = [...plansByCall(withSlots, hundredCalls()).values()]
    expect(plans.map(({ serviceMs }) => serviceMs)).toEqual(latencies(without))
    expect(plans.every(({ latencyMs }) => latencyMs === 0)).toBe(true)
  })
})

test('a plan survives JSON', () => {
  for (const plan of plansByCall(storm, hundredCalls()).values())
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
})

function plansByCall(network: NetworkInput, calls: readonly Call[]): Map<string, Plan> {
  const model = createNetworkModel(network, { nowMs: () => 0 })
  const plans = calls.map((call) => {
    const plan = model.plan(complete(call))
    return [`${call.method} ${call.path} #${plan.ordinal}`, plan] as const
  })
  return new Map(plans.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function latencies(network: NetworkInput): number[] {
  return [...plansByCall(network, hundredCalls()).values()].map(({ latencyMs }) => latencyMs)
}

function hundredCalls(): Call[] {
  return Array.from({ length: 100 }, (_, i) => ({ method: 'GET', path: `/products/${i % 9}` }))
}

function complete(call: Call) {
  return { ...call, route: call.path, atMs: 0 }
}
