import { expect, test } from 'vitest'
import { callOf } from '../testing/traces.ts'
import { glyphsFor } from './glyphs.ts'
import { verdictOf } from './verdict.ts'

const glyphs = glyphsFor(false)

test.each([
  ['TypeError: fetch failed (ECONNREFUSED)', '! ECONNREFUSED'],
  ['TypeError: fetch failed (UND_ERR_SOCKET)', '! UND_ERR_SOCKET'],
  ['TypeError: terminated', '! terminated'],
  ['something else', '! something else'],
  [undefined, '! network error'],
])('a network error of %j has the verdict %j', (error, verdict) => {
  const call = callOf(0, 0, 10, { outcome: 'network-error', ...(error !== undefined && { error }) })
  expect(verdictOf(call, glyphs)).toBe(verdict)
})

test('a response has its status as the verdict only if it is an error', () => {
  expect(verdictOf(callOf(0, 0, 10, { status: 201 }), glyphs)).toBe('')
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'http-error', status: 503 }), glyphs)).toBe('503')
})

test('an abort and a timeout have different verdicts', () => {
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'aborted' }), glyphs)).toBe('✕ aborted')
  const error = 'TimeoutError: The operation was aborted due to timeout'
  expect(verdictOf(callOf(0, 0, 10, { outcome: 'aborted', error }), glyphs)).toBe('✕ timed out')
})
