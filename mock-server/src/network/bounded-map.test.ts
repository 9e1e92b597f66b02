import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

test('keeps at least the last keys it was asked for, and at most twice as many', () => {
  const map = new BoundedMap<number, { key: number }>(10)
  const first = Array.from({ length: 10 }, (_, key) => map.getOrCreate(key, () => ({ key })))
  for (const [key, value] of first.entries()) expect(map.getOrCreate(key, fail)).toBe(value)
  for (let key = 10; key < 10_000; key++) {
    map.getOrCreate(key, () => ({ key }))
    expect(map.size).toBeLessThanOrEqual(20)
  }
  expect(map.getOrCreate(0, () => ({ key: 0 }))).not.toBe(first[0])
})

test('does not forget a key that is used again and again', () => {
  const map = new BoundedMap<string, object>(10)
  const kept = map.getOrCreate('kept', () => ({}))
  for (let i = 0; i < 1000; i++) {
    map.getOrCreate(`other ${i}`, () => ({}))
    expect(map.getOrCreate('kept', fail)).toBe(kept)
  }
})

function fail(): never {
  throw new Error('forgotten')
}
