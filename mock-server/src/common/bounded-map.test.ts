import { expect, test } from 'vitest'
import { BoundedMap } from './bounded-map.ts'

test('keeps the keys that were set last, and no more than its limit', () => {
  const map = new BoundedMap<number, string>(10)
  for (let key = 0; key < 10_000; key++) {
    map.set(key, `value ${key}`)
    expect(map.size).toBeLessThanOrEqual(10)
  }
  expect(map.get(9_989)).toBeUndefined()
  expect(map.get(9_990)).toBe('value 9990')
})

test('does not forget a key that is read again and again', () => {
  const map = new BoundedMap<string, string>(10)
  map.set('kept', 'value')
  for (let i = 0; i < 1000; i++) {
    map.set(`other ${i}`, '')
    expect(map.get('kept')).toBe('value')
  }
})

test('keeps one value for each key', () => {
  const map = new BoundedMap<string, number>(2)
  for (const value of [1, 2, 3]) map.set('a', value)
  map.set('b', 4)
  expect([map.get('a'), map.get('b'), map.size]).toEqual([3, 4, 2])
})

test('is empty after it was cleared', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.clear()
  expect([map.get('a'), map.size]).toEqual([undefined, 0])
})
