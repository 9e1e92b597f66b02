import { expect, test } from 'vitest'
import { exact } from '../report/figure.ts'
import { verdict } from './verdict.ts'

test.each([
  [0.49, 0.5, 'reached'],
  [0.5, 0.5, 'reached'],
  [0.51, 0.5, 'missed'],
  [0.51, undefined, ''],
])('%s, where at most %s is wanted: %s', (value, wanted, words) => {
  expect(verdict(exact(value, 'ratio'), wanted)).toBe(words)
})
