import { expect, test } from 'vitest'
import { Ring } from './ring.ts'

const filled = (limit: number, count: number): Ring<number> => {
  const ring = new Ring<number>(limit)
  for (let i = 0; i < count; i++) ring.add(i)
  return ring
}

const kept = (ring: Ring<number>): number[] => ring.map((thing) => thing)

test('keeps everything below the limit', () => {
  expect(kept(filled(3, 3))).toEqual([0, 1, 2])
  expect(filled(3, 3).dropped).toBe(0)
})

test.each([4, 5, 6, 7, 8])('keeps the last 3 of %d, oldest first', (count) => {
  const ring = filled(3, count)
  expect(kept(ring)).toEqual([count - 3, count - 2, count - 1])
  expect(ring.dropped).toBe(count - 3)
  expect(ring.added).toBe(count)
})

test('keeps everything if there is no limit', () => {
  expect(kept(filled(Infinity, 1000))).toHaveLength(1000)
})
