import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidNetworkError } from './invalid-network-error.ts'
import { parseNetwork } from './parse-network.ts'
import { presetNames, presets } from './presets.ts'
import type { NetworkInput } from './types.ts'

const everything: NetworkInput = {
  seed: 42,
  latency: { lognormal: { median: 100, p99: 300 } },
  firstByteMs: { replay: [1, 2] },
  bandwidth: { bytesPerSecond: 1000, chunkBytes: 10, shared: true },
  failures: [
    { kind: 'status', status: 503, retryAfter: { date: 2 }, probability: 0.5, first: 3, every: 2 },
    {
      kind: 'reset-body',
      afterBytes: 10,
      fromMs: 0,
      toMs: 5,
      method: 'GET',
      route: '/products/:id',
    },
    { kind: 'truncated' },
    { kind: 'trickle', bytesPerSecond: 5 },
    { kind: 'slow-headers', delayMs: 5 },
    ...(['refused', 'reset', 'hang', 'empty', 'not-http', 'garbage'] as const).map((kind) => ({
      kind,
    })),
  ],
  rateLimit: {
    algorithm: 'sliding-window',
    limit: 5,
    windowMs: 100,
    by: 'key',
    retryAfter: 'date',
  },
  capacity: { slots: 1, queue: 2, serviceMs: { sample: [1, 2] }, retryAfter: 2, refusal: 0.1 },
  connections: { limit: 6, setUpMs: { uniform: [1, 2] }, keepAliveMs: 4000 },
  abortMs: { normal: { mean: 5, sd: 1 } },
  routes: { 'GET /products/:id': { latency: 1, capacity: null } },
  timeline: [{ fromMs: 1, toMs: 2, rateLimit: { limit: 1, windowMs: 1 } }, { fromMs: 3 }],
  timelineStarts: 'first-call',
  timelineRepeatMs: 10,
}

test('fills in what is left out', () => {
  expect(parseNetwork({})).toEqual({
    seed: 1,
    latency: 0,
    firstByteMs: 0,
    bandwidth: null,
    failures: [],
    rateLimit: null,
    capacity: null,
    connections: null,
    abortMs: 0,
    routes: {},
    timeline: [],
    timelineStarts: 'now',
  })
  expect(parseNetwork({ rateLimit: { limit: 5, windowMs: 100 } }).rateLimit).toEqual({
    algorithm: 'token-bucket',
    limit: 5,
    windowMs: 100,
    burst: 5,
    by: 'all',
    retryAfter: 'seconds',
  })
})

test.each<[string, NetworkInput]>([
  ['everything', everything],
  ...presetNames.map((preset): [string, NetworkInput] => [preset, { preset }]),
])('a complete network comes back equal, through JSON too: %s', (_, input) => {
  const network = parseNetwork(input)
  expect(parseNetwork(network)).toEqual(network)
  expect(parseNetwork(JSON.parse(JSON.stringify(network)))).toEqual(network)
})

test('keeps all that was said', () => {
  expect(parseNetwork(everything)).toMatchObject({
    ...everything,
    timeline: [{ ...everything.timeline?.[0], rateLimit: { limit: 1 } }, { fromMs: 3 }],
  })
})

test('takes a preset and replaces what is said besides', () => {
  const network = parseNetwork({ preset: 'slow', seed: 7, bandwidth: null })
  expect(network).toEqual({ ...parseNetwork(presets.slow.network), seed: 7, bandwidth: null })
  expect(network).not.toHaveProperty('preset')
})

test('takes undefined for left out, and null for none', () => {
  const input = { latency: undefined, routes: { '/a': { latency: undefined, capacity: null } } }
  expect(parseNetwork(input)).toEqual({ ...parseNetwork({}), routes: { '/a': { capacity: null } } })
  expect(parseNetwork(input).routes['/a']).not.toHaveProperty('latency')
})

test('gives a frozen copy, and leaves what came as it was', () => {
  const input = { failures: [{ kind: 'hang', method: 'get' }], latency: { replay: [1] } }
  const before = structuredClone(input)
  const network = parseNetwork(input)
  expect(input).toEqual(before)
  expect(Object.isFrozen(input.latency.replay)).toBe(false)
  expect(() => Object.assign(network, { latency: 5 })).toThrow(TypeError)
  expect(() => Object.assign(network.failures, [1])).toThrow(TypeError)
})

test('accepts or refuses anything, and nothing else happens', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true })
  fc.assert(
    fc.property(anything, (input) => {
      const inputs = [input, { latency: input }, { failures: [input] }, { routes: input }]
      expect(inputs.map(outcomeOf)).toEqual(inputs.map(() => 'as it should'))
    }),
  )
})

function outcomeOf(input: unknown): unknown {
  try {
    parseNetwork(parseNetwork(input))
    return 'as it should'
  } catch (error) {
    return error instanceof InvalidNetworkError ? 'as it should' : error
  }
}
