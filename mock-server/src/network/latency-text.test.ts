import { expect, test } from 'vitest'
import { latencyFromText } from './latency-text.ts'

test.each([
  ['200', 200],
  ['0.5', 0.5],
  ['100-300', { uniform: [100, 300] }],
  ['uniform:100:300', { uniform: [100, 300] }],
  ['normal:200:50', { normal: { mean: 200, sd: 50 } }],
  ['lognormal:120:900', { lognormal: { median: 120, p99: 900 } }],
  ['exponential:100', { exponential: { mean: 100 } }],
  ['pareto:60:1.5', { pareto: { min: 60, alpha: 1.5 } }],
  ['pareto:60:1.5:900', { pareto: { min: 60, alpha: 1.5, max: 900 } }],
  ['{"lognormal":{"median":180,"p99":400}}', { lognormal: { median: 180, p99: 400 } }],
  ['{"replay":[1,2]}', { replay: [1, 2] }],
])('reads %s', (text, latency) => {
  expect(latencyFromText(text)).toEqual(latency)
})

test.each([
  '',
  'fast',
  '-5',
  '100-',
  '300-100',
  '1e9:',
  'lognormal',
  'lognormal:120',
  'lognormal:120:',
  'lognormal:900:120',
  'lognormal:120:900:3',
  'exponential:x',
  '{"uniform":',
  'toString:1',
])('refuses %j, and says what it could be', (text) => {
  const read = () => latencyFromText(text)
  expect(read).toThrow(RangeError)
  expect(read).toThrow(/^expected milliseconds such as 200, .*; got "/u)
})
