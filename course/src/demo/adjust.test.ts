import type { NetworkInput } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { adjustNetwork } from './adjust.ts'

const network: NetworkInput = {
  seed: 3,
  latency: 100,
  routes: { '/todos/1': { latency: 500, firstByteMs: 7 } },
  timeline: [{ fromMs: 10, latency: 900, failures: [{ kind: 'hang' }] }],
}

test('leaves a network alone when nothing is wished for', () => {
  expect(adjustNetwork(network, {})).toEqual(network)
})

test('makes a wish hold for every call, and keeps the rest', () => {
  expect(adjustNetwork(network, { latency: 5, seed: 9 })).toEqual({
    seed: 9,
    latency: 5,
    routes: { '/todos/1': { firstByteMs: 7 } },
    timeline: [{ fromMs: 10, failures: [{ kind: 'hang' }] }],
  })
  expect(adjustNetwork(network, { failure: { kind: 'refused' } })).toMatchObject({
    failures: [{ kind: 'refused' }],
    timeline: [{ fromMs: 10, latency: 900 }],
  })
})

test('takes another network as a whole, and changes that', () => {
  expect(adjustNetwork(network, { network: { preset: 'flaky' }, latency: 5 })).toEqual({
    preset: 'flaky',
    latency: 5,
  })
})
