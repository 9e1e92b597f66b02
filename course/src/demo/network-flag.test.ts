import { expect, test } from 'vitest'
import { CourseError } from '../errors.ts'
import { checkNetwork } from './network-flag.ts'

test('gives a valid network back as it came', () => {
  const network = { preset: 'flaky', latency: 20 }
  expect(checkNetwork(network)).toBe(network)
})

test.each([
  [{ preset: 'flakey' }, /^--network: \$\.preset: expected one of [^]+, got\s+"flakey"$/],
  [{ latency: -1, seed: 'x' }, /--network: \$\.seed: expected [^]+--network: \$\.latency: /],
  [7, /^--network: \$: expected /],
])('refuses %j with every problem, within 80 columns', (network, message) => {
  const check = (): unknown => checkNetwork(network)
  expect(check).toThrow(CourseError)
  expect(check).toThrow(message)
  expect(check).not.toThrow(/.{81}/)
})
