import { expect, test } from 'vitest'
import { isLoopbackAddress, isLoopbackName } from './loopback.ts'

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])(
  '%s is this machine',
  (address) => {
    expect(isLoopbackAddress(address)).toBe(true)
    expect(isLoopbackName(address)).toBe(true)
  },
)

test.each([
  '',
  '0.0.0.0',
  '10.0.0.1',
  '::',
  '::ffff:10.0.0.1',
  'localhost.evil.test',
  '127.0.0.1.',
])('%j is not', (address) => {
  expect(isLoopbackAddress(address)).toBe(false)
  expect(isLoopbackName(address)).toBe(false)
})

test('localhost is a name of this machine, and no address', () => {
  expect([isLoopbackName('localhost'), isLoopbackAddress('localhost')]).toEqual([true, false])
})
