import { expect, test } from 'vitest'
import { normalQuantile } from './quantile.ts'

// From tables of the standard normal distribution.
test.each([
  [0.5, 0],
  [0.841344746, 1],
  [0.9, 1.2815516],
  [0.975, 1.959964],
  [0.99, 2.3263479],
  [0.9999, 3.7190165],
  [1e-6, -4.7534243],
  [1e-12, -7.0344838],
])('puts probability %f at %f', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 5)
})

test('is odd around one half and never falls, across the seams of its three formulas', () => {
  let last = -Infinity
  for (let p = 1e-13; p < 0.5; p += p < 1e-9 ? p / 10 : p / 300) {
    const z = normalQuantile(p)
    expect(z).toBeGreaterThan(last)
    expect(normalQuantile(1 - p)).toBeCloseTo(-z, 2)
    last = z
  }
})
