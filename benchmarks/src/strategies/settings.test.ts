import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addSettings, callsOf, rateOf, type Settings } from './settings.ts'
import { firstPaths, mostCalls } from './paths.ts'
import { latencyWords } from './latency-words.ts'

function read(words: string): Settings {
  const command = new Command().exitOverride().configureOutput({ outputError: () => {} })
  addSettings(command)
  return command.parse(words.split(' ').filter(Boolean), { from: 'user' }).opts<Settings>()
}

test('reads what the strategies run', () => {
  expect(read('')).toEqual({ limit: [10], seed: 1 })
  expect(
    read(
      '--calls 500 --limit 5,1,5,20 --latency lognormal:120:900 --fail 503:5% --rate 7 --capacity 3 --seed 9 --only pool,batches',
    ),
  ).toEqual({
    calls: 500,
    limit: [1, 5, 20],
    latency: { lognormal: { median: 120, p99: 900 } },
    fail: { kind: 'status', status: 503, probability: 0.05 },
    rate: 7,
    capacity: 3,
    seed: 9,
    only: ['batches', 'pool'],
  })
})

test('makes fewer calls if they take real time, and sends a quarter of them a second', () => {
  expect([callsOf(read('')), rateOf(read(''))]).toEqual([200, 50])
  expect([callsOf(read('--real')), rateOf(read('--real'))]).toEqual([40, 10])
  expect([callsOf(read('--real --calls 5')), rateOf(read('--real --calls 5'))]).toEqual([5, 2])
})

test.each([
  ['--calls 0', 'Expected a whole number from 1 to 1000.'],
  ['--calls 1001', 'Expected a whole number from 1 to 1000.'],
  ['--limit 1,x', 'Expected a whole number from 1 to 10000.'],
  ['--latency fast', 'Expected milliseconds such as 200'],
  ['--fail often', 'Expected a probability from 0 to 1'],
  ['--fail hang:5%', 'calls that fail with hang never do'],
  ['--only pool,pond', 'got "pond"'],
  ['--seed x', 'Expected a whole number such as 7.'],
])('refuses %s', (words, message) => {
  expect(() => read(words)).toThrow(message)
})

test('each call has a path of its own', () => {
  expect(new Set(firstPaths(mostCalls)).size).toBe(1000)
  expect(firstPaths(2)).toEqual(['/products/1', '/products/2'])
})

test.each([
  [100, 'Constant latency, 100 ms'],
  [{ uniform: [1, 2] }, 'Uniform latency, 1 to 2 ms'],
  [{ normal: { mean: 1, sd: 2 } }, 'Normal latency, mean 1 ms, standard deviation 2 ms'],
  [{ lognormal: { median: 1, p99: 2 } }, 'Lognormal latency, median 1 ms, p99 2 ms'],
  [{ exponential: { mean: 1 } }, 'Exponential latency, mean 1 ms'],
  [{ pareto: { min: 1, alpha: 2 } }, 'Pareto latency, from 1 ms on, alpha 2'],
  [{ pareto: { min: 1, alpha: 2, max: 3 } }, 'Pareto latency, from 1 ms on, alpha 2, to 3 ms'],
  [{ replay: [1] }, 'Replayed latency'],
  [{ sample: [1] }, 'Sampled latency'],
] as const)('%j is called: %s', (latency, words) => {
  expect(latencyWords(latency)).toBe(words)
})
