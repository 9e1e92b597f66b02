import { expect, test } from 'vitest'
import { levelsOf } from './stretches.ts'

const count = (...stretches: [from: number, to: number][]): [number, number][] =>
  levelsOf(stretches.map(([from, to]) => ({ from, to }))).map(({ at, count }) => [at, count])

test('counts overlapping stretches, with a level for each moment that changes the count', () => {
  expect(count([0, 10], [0, 20], [5, 10])).toEqual([
    [0, 2],
    [5, 3],
    [10, 1],
    [20, 0],
  ])
})

test('a stretch that begins where another ends changes nothing', () => {
  expect(count([0, 10], [10, 20])).toEqual([
    [0, 1],
    [20, 0],
  ])
})

test('a stretch without length raises and lowers the count at one moment', () => {
  expect(count([0, 10], [5, 5])).toEqual([
    [0, 1],
    [5, 2],
    [5, 1],
    [10, 0],
  ])
})
