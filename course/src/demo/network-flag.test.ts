import { expect, test } from 'vitest'
import { CourseError } from '../errors.ts'
import { checkNetwork, parseFailure, parseLatency } from './network-flag.ts'

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

test('reads a latency and a failure', () => {
  expect(parseLatency('100-300')).toEqual({ uniform: [100, 300] })
  expect(parseFailure('503:5%')).toEqual({ kind: 'status', status: 503, probability: 0.05 })
})

test.each([
  ['--latency', () => parseLatency('fast')],
  ['--fail', () => parseFailure('2')],
])('refuses another value of %s, within 80 columns', (flag, parse) => {
  expect(parse).toThrow(CourseError)
  expect(parse).toThrow(new RegExp(`^${flag}: expected [^]*; got\\s"[^]+"\\.$`, 'u'))
  expect(parse).not.toThrow(/.{81}/)
})
