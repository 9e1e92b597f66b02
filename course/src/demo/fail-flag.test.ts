import { expect, test } from 'vitest'
import { messageOf } from '../errors.ts'
import { parseFailure } from './fail-flag.ts'

test.each([
  ['0.3', { kind: 'status', status: 500, probability: 0.3 }],
  ['.3', { kind: 'status', status: 500, probability: 0.3 }],
  ['30%', { kind: 'status', status: 500, probability: 0.3 }],
  ['1:503', { kind: 'status', status: 503, probability: 1 }],
  ['0.3:refused', { kind: 'refused', probability: 0.3 }],
  ['0.3:dns', { kind: 'dns', probability: 0.3 }],
  ['0.3:reset-body', { kind: 'reset-body', probability: 0.3 }],
])('reads the failure %s', (text, failure) => {
  expect(parseFailure(text)).toEqual(failure)
})

test.each(['1.5', '0.3:200', '0.3:fire', '0.3:trickle', 'often', ''])(
  'refuses the failure %j',
  (text) => {
    expect(() => parseFailure(text)).toThrow(/^--fail: expected [^]*0\.3:refused[^]*; got "/)
  },
)

test('breaks a long message into lines', () => {
  let said = ''
  try {
    parseFailure('2')
  } catch (error) {
    said = messageOf(error)
  }
  expect(said).toMatch(/^--fail: expected [^]*got "2"\.$/)
  expect(said.split('\n').filter((line) => line.length > 80)).toEqual([])
})
