import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createNetworkModel } from './model.ts'
import type { NetworkInput } from './types.ts'

const everyKind: NetworkInput = {
  latency: { lognormal: { median: 100, p99: 900 } },
  firstByteMs: { exponential: { mean: 30 } },
  bandwidth: { bytesPerSecond: 50_000 },
  capacity: { slots: 3, queue: 10, serviceMs: { normal: { mean: 40, sd: 10 } } },
  failures: [
    { kind: 'slow-headers', delayMs: 77, probability: 0.3 },
    { kind: 'trickle', bytesPerSecond: 100, probability: 0.1 },
    { kind: 'status', status: 503, retryAfter: 2, probability: 0.1 },
    { kind: 'refused', probability: 0.1 },
    { kind: 'reset', probability: 0.1 },
    { kind: 'reset-body', probability: 0.1, afterBytes: 5 },
    { kind: 'hang', probability: 0.1 },
    { kind: 'empty', probability: 0.1 },
    { kind: 'garbage', probability: 0.1 },
    { kind: 'truncated', probability: 0.1 },
  ],
  routes: {
    '/users/*': { latency: { pareto: { min: 30, alpha: 1.3, max: 10_000 } } },
    '/vendors/*': { latency: { uniform: [5, 90] }, capacity: { slots: 1, queue: 1 } },
    '/search': { latency: { sample: [3, 14, 15, 92] }, failures: [], capacity: null },
  },
}

const outage = { preset: 'outage-then-recovery' } as const

/**
 * Demos, READMEs and checks print what these draws give. Whatever is added to the network, the plans
 * for these descriptions must stay the same.
 */
test.each<[name: string, network: NetworkInput, hash: string]>([
  ['every kind, seed 1', { seed: 1, ...everyKind }, '8098de9258dc7bd5'],
  ['every kind, seed 42', { seed: 42, ...everyKind }, '105a6061197c81fc'],
  ['flaky', { preset: 'flaky' }, 'cae023d8c3c7e7df'],
  ['slow', { preset: 'slow', seed: 7 }, '38fda7cf7cfbdced'],
  ['overloaded', { preset: 'overloaded' }, 'ea9b7e66f4c9c4cf'],
  ['long-tail', { preset: 'long-tail' }, '0e5e8512b8a83544'],
  ['outage-then-recovery', outage, '216f820cfdfd63e8'],
])('keeps the plans that were drawn before: %s', (_, network, hash) => {
  expect(hashOf(plansUnder(network))).toBe(hash)
})

function plansUnder(network: NetworkInput) {
  const model = createNetworkModel(network, { nowMs: () => 0 })
  const paths = ['/products/1', '/users/2', '/vendors/acme/price/3', '/search?q=a', '/orders']
  return Array.from({ length: 1000 }, (_, i) => {
    const path = paths[i % paths.length] ?? '/'
    const method = i % 3 === 0 ? 'POST' : 'GET'
    return { path, ...model.plan({ method, path, route: path, atMs: i * 10 }) }
  })
}

/** Leaves out what a plan has gained since the hashes were taken. */
function hashOf(plans: ReturnType<typeof plansUnder>): string {
  const pinned = plans.map((plan) => {
    const { path, ordinal, latencyMs, firstByteMs, serviceMs, server, pace, fault } = plan
    const times = [latencyMs, firstByteMs, serviceMs]
    return [path, ordinal, ...times, server, pace?.bytesPerSecond, pace?.chunkBytes, fault]
  })
  return createHash('sha256').update(JSON.stringify(pinned)).digest('hex').slice(0, 16)
}
