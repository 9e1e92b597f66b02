import { expect, test } from 'vitest'
import { same } from '../testing/findings-about.ts'
import { sample, type SampleCall } from '../testing/traces.ts'
import { withAttempts } from './attempts.ts'

const attempts = (...calls: SampleCall[]): number[] =>
  withAttempts(sample(calls).calls).map(({ attempt }) => attempt)

const failed = { ...same, outcome: 'network-error' } as const

test('counts a call after a failed one as its retry, up to a success', () => {
  expect(
    attempts([0, 10, failed], [10, 20, failed], [20, 30, same], [30, 40, failed], [40, 50, same]),
  ).toEqual([1, 2, 3, 1, 2])
})

test('a call that was sent before the failure is no retry', () => {
  expect(attempts([0, 10, failed], [9, 20, failed], [15, 30, same], [20, 30, same])).toEqual([
    1, 1, 2, 3,
  ])
})

test.each<[string, Partial<Record<'url' | 'method' | 'client' | 'fingerprint', string>>]>([
  ['another URL', { url: 'http://shop.test/2' }],
  ['another method', { method: 'DELETE' }],
  ['another thread', { client: 'worker 1' }],
  ['other headers', { fingerprint: 'bob' }],
])('a call with %s is no retry', (_, more) => {
  expect(attempts([0, 10, failed], [10, 20, { ...failed, ...more }])).toEqual([1, 1])
})

test('calls that nobody can compare are no retries', () => {
  const { fingerprint: _, ...unknown } = failed
  expect(attempts([0, 10, unknown], [10, 20, unknown])).toEqual([1, 1])
})
