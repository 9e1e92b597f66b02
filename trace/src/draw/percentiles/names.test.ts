import { expect, test } from 'vitest'
import { placeNames } from './names.ts'

test('writes a name after its sign, or before it at the right edge', () => {
  const places = [
    { at: 2, names: ['p50'] },
    { at: 18, names: ['p99', 'max'] },
  ]
  expect(placeNames(places, 20)).toEqual([
    { name: 'p99 max', from: 11, isAfter: false },
    { name: 'p50', from: 3, isAfter: true },
  ])
})

test('leaves out names without room, the least important first', () => {
  const places = [
    { at: 1, names: ['p50'] },
    { at: 2, names: ['p95'] },
    { at: 7, names: ['p99'] },
  ]
  // p50 has no room on either side: the left edge, and the sign of p95.
  expect(placeNames(places, 20).map(({ name }) => name)).toEqual(['p99', 'p95'])
  expect(placeNames(places, 9).map(({ name }) => name)).toEqual(['p99'])
})
