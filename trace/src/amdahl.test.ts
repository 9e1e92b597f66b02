import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amdahl } from './amdahl.ts'
import { facts } from './facts.ts'
import { inPool } from './schedules.ts'
import { sample } from './testing/traces.ts'

test('a quarter in sequence: twice as fast with 3 workers, and never more than 4 times', () => {
  expect(amdahl({ sequentialShare: 0.25, workers: 3 })).toBe(2)
  expect(amdahl({ sequentialShare: 0.25, workers: 1e9 })).toBeCloseTo(4)
  expect(amdahl({ sequentialShare: 0.25, workers: Infinity })).toBe(4)
  expect(amdahl({ sequentialShare: 1, workers: Infinity })).toBe(1)
  expect(amdahl({ sequentialShare: 0, workers: 8 })).toBe(8)
})

test('is the speed-up of one call and then n, exact if they can be spread evenly, else never less', () => {
  const small = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(small, small, fc.integer({ min: 1, max: 500 }), (calls, workers, ms) => {
      const rest = sample(Array.from({ length: calls }, () => [0, ms]))
      const makespanMs = ms + facts(inPool(rest, workers)).makespanMs
      const measured = (ms * (1 + calls)) / makespanMs
      const theory = amdahl({ sequentialShare: 1 / (1 + calls), workers })
      if (calls % workers === 0) expect(measured).toBeCloseTo(theory, 9)
      else expect(measured).toBeLessThan(theory)
    }),
  )
})

test('throws for a share that is none, or no whole number of workers', () => {
  expect(() => amdahl({ sequentialShare: 1.1, workers: 2 })).toThrow(
    'Cannot compute the speed-up: sequentialShare must be a number from 0 to 1, got 1.1',
  )
  expect(() => amdahl({ sequentialShare: -0.1, workers: 2 })).toThrow(RangeError)
  expect(() => amdahl({ sequentialShare: Number.NaN, workers: 2 })).toThrow(RangeError)
  expect(() => amdahl({ sequentialShare: 0.5, workers: 0 })).toThrow(
    'workers must be a whole number >= 1 or Infinity, got 0',
  )
  expect(() => amdahl({ sequentialShare: 0.5, workers: 2.5 })).toThrow(RangeError)
})
