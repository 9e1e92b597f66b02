import { expect, test } from 'vitest'
import { verdict } from './verdict.ts'

test.each([
  [{ min: 0.4, median: 0.5, max: 0.6 }, 0.5, 'reached'],
  [{ min: 0.45, median: 0.51, max: 0.6 }, 0.5, 'missed'],
  [{ min: 0.2, median: 0.4, max: 0.5 }, 0.5, 'reached, noisy'],
  [{ min: 0.4, median: 0.5, max: 0.6 }, undefined, ''],
  [{ min: 0.1, median: 0.5, max: 0.6 }, undefined, 'noisy'],
])('%o against %s: %s', (figures, wanted, words) => {
  expect(verdict(figures, wanted)).toBe(words)
})
