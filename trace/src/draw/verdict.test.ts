import { expect, test } from 'vitest'
import { callOf } from '../testing/traces.ts'
import { signOf, verdictOf } from './verdict.ts'

test.each([
  ['TypeError: fetch failed (ECONNREFUSED)', '! ECONNREFUSED'],
  ['TypeError: fetch failed (UND_ERR_SOCKET)', '! UND_ERR_SOCKET'],
  ['TypeError: terminated', '! terminated'],
  ['something else', '! something else'],
  [undefined, '! network error'],
])('a network error of %j is %j', (error, verdict) => {
  const call = callOf(0, 0, 10, { outcome: 'network-error', ...(error !== undefined && { error }) })
  expect(verdictOf(call)).toBe(verdict)
})

test('a call that was answered says its status only if that is an error', () => {
  expect(verdictOf(callOf(0, 0, 10, { status: 201 }))).toBe('')
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'http-error', status: 503 }))).toBe('503')
})

test('an abort is told from a timeout', () => {
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'aborted' }))).toBe('✕ aborted')
  const error = 'TimeoutError: The operation was aborted due to timeout'
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'aborted', error }))).toBe('✕ timed out')
})

test('a sign is one character, and nothing for a call that went well', () => {
  const outcomes = ['ok', 'pending', 'aborted', 'http-error', 'network-error'] as const
  const calls = outcomes.map((outcome) => callOf(0, 0, 1, { outcome }))
  expect(calls.map((call) => signOf(call))).toEqual(['', '…', '✕', '!', '!'])
  expect(calls.map((call) => signOf(call, true))).toEqual(['', '~', 'x', '!', '!'])
})
