import { expect, test } from 'vitest'
import { createPurpose, createStream, draw } from './draws.ts'

const count = 200_000
const purpose = createPurpose('latency')
const stream = createStream(1, 'GET', '/products/1')

const walks: readonly [name: string, draw: (i: number) => number][] = [
  ['calls to one path', (i) => draw(stream, i, purpose)],
  ['first calls to many paths', (i) => draw(createStream(1, 'GET', `/products/${i}`), 0, purpose)],
  ['first calls under many seeds', (i) => draw(createStream(i, 'GET', '/products/1'), 0, purpose)],
  ['purposes of one call', (i) => draw(stream, 0, createPurpose(`failure reset ${i}`))],
]

test.each(walks)('is uniform over the %s', (_, next) => {
  const bins = Array.from({ length: 256 }, () => 0)
  for (let i = 0; i < count; i++) {
    const bin = Math.floor(next(i) * 256)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const expected = count / 256
  const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  // 255 degrees of freedom: mean 255, standard deviation 22.6. Too even is as wrong as too uneven.
  expect(chiSquare).toBeGreaterThan(255 - 5 * 22.6)
  expect(chiSquare).toBeLessThan(255 + 5 * 22.6)
})

test.each(walks)('has no correlation between neighbours among the %s', (_, next) => {
  expect(Math.abs(correlation(next, (i) => next(i + 1)))).toBeLessThan(5 / Math.sqrt(count))
})

test('is independent between two purposes of the same call', () => {
  const other = createPurpose('first byte')
  const r = correlation(
    (i) => draw(stream, i, purpose),
    (i) => draw(stream, i, other),
  )
  expect(Math.abs(r)).toBeLessThan(5 / Math.sqrt(count))
})

test('stays inside the open interval and reaches near both of its ends', () => {
  let least = 1
  let most = 0
  for (let i = 0; i < count; i++) {
    const u = draw(stream, i, purpose)
    least = Math.min(least, u)
    most = Math.max(most, u)
  }
  expect(least).toBeGreaterThan(0)
  expect(least).toBeLessThan(10 / count)
  expect(most).toBeLessThan(1)
  expect(most).toBeGreaterThan(1 - 10 / count)
})

test.each(walks)('uses all of its 52 bits over the %s', (_, next) => {
  const low = Array.from({ length: 52 }, () => 0)
  for (let i = 0; i < 10_000; i++) {
    let bits = BigInt(next(i) * 2 ** 52 - 0.5)
    for (let bit = 0; bit < 52; bit++, bits >>= 1n) low[bit] = (low[bit] ?? 0) + Number(bits & 1n)
  }
  expect(Math.min(...low)).toBeGreaterThan(5000 - 300)
  expect(Math.max(...low)).toBeLessThan(5000 + 300)
})

/** Pearson's, for uniform variables: variance 1/12. */
function correlation(a: (i: number) => number, b: (i: number) => number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += (a(i) - 0.5) * (b(i) - 0.5)
  return (sum / count) * 12
}
