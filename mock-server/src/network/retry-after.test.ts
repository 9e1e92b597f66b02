import { expect, test } from 'vitest'
import { formatRetryAfter } from './retry-after.ts'

const epochMs = Date.UTC(2026, 10, 5, 12, 0, 0, 400)

test('writes seconds, rounded up', () => {
  expect(formatRetryAfter(2, epochMs)).toBe('2')
  expect(formatRetryAfter(0.05, epochMs)).toBe('1')
  expect(formatRetryAfter(0, epochMs)).toBe('0')
})

test('writes an HTTP date that is never too early', () => {
  expect(formatRetryAfter({ date: 1 }, epochMs)).toBe('Thu, 05 Nov 2026 12:00:02 GMT')
  expect(formatRetryAfter({ date: 0.6 }, epochMs)).toBe('Thu, 05 Nov 2026 12:00:01 GMT')
})
