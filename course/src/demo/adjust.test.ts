import type { NetworkInput } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { adjustNetwork, hasSpread } from './adjust.ts'

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

test.each<[string, NetworkInput, boolean]>([
  ['one latency', { latency: 100, routes: { '/todos/1': { firstByteMs: 7 } } }, false],
  ['no latency', {}, false],
  ['the same latency again', { latency: 100, routes: { '/todos/1': { latency: 100 } } }, false],
  ['a route of its own', { latency: 100, routes: { '/todos/1': { latency: 300 } } }, true],
  ['a distribution', { latency: { uniform: [100, 300] } }, true],
  ['a change over time', { latency: 100, timeline: [{ fromMs: 10, latency: 900 }] }, true],
])('tells whether calls take different times: %s', (_, network, expected) => {
  expect(hasSpread(network)).toBe(expected)
})
