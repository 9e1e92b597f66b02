import { expect, test } from 'vitest'
import { failureFromText } from './failure-text.ts'

test.each([
  ['0.3', { kind: 'status', status: 500, probability: 0.3 }],
  ['.3', { kind: 'status', status: 500, probability: 0.3 }],
  ['30%', { kind: 'status', status: 500, probability: 0.3 }],
  ['1:503', { kind: 'status', status: 503, probability: 1 }],
  ['503:5%', { kind: 'status', status: 503, probability: 0.05 }],
  ['0.3:refused', { kind: 'refused', probability: 0.3 }],
  ['dns:0.3', { kind: 'dns', probability: 0.3 }],
  ['0.3:reset-body', { kind: 'reset-body', probability: 0.3 }],
])('reads %s', (text, failure) => {
  expect(failureFromText(text)).toEqual(failure)
})

test.each([
  '1.5',
  '0.3:200',
  '0.3:fire',
  '0.3:trickle',
  '0.3:503:1',
  '0.3:0.3',
  '503',
  'often',
  '',
])('refuses %j, and says what it could be', (text) => {
  const read = () => failureFromText(text)
  expect(read).toThrow(RangeError)
  expect(read).toThrow(/^expected a probability .*0\.3:refused.*; got "/u)
})
