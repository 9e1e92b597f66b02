import { expect, test } from 'vitest'
import { coverConditions } from './conditions.ts'
import type { ImportMap } from './import-maps.ts'

const lesson = (folder: string, ...answers: string[]): ImportMap => ({
  folder,
  conditions: ['starter', 'solution', ...answers, 'default'],
})

/** Which answers the lesson gets, set by set. */
function answersSeen({ conditions }: ImportMap, sets: readonly string[][]): (string | undefined)[] {
  return sets.map((set) => conditions.find((condition) => set.includes(condition)))
}

test('checks the k-th answers of all lessons together', () => {
  const one = lesson('lessons/01-one', 'wrong-a', 'wrong-b')
  const two = lesson('lessons/02-two', 'wrong-c', 'wrong-d')
  expect(coverConditions([one, two])).toEqual([
    ['starter'],
    ['wrong-a', 'wrong-c'],
    ['wrong-b', 'wrong-d'],
  ])
})

test('gives a lesson with fewer answers one that it had before', () => {
  const one = lesson('lessons/01-one', 'wrong-a')
  const two = lesson('lessons/02-two', 'wrong-b', 'wrong-c', 'wrong-d')
  const sets = coverConditions([one, two])
  expect(answersSeen(one, sets)).not.toContain(undefined)
  expect(new Set(answersSeen(two, sets))).toEqual(
    new Set(['starter', 'wrong-b', 'wrong-c', 'wrong-d']),
  )
})

test('reaches an answer that has the name of an earlier one in another lesson', () => {
  const one = lesson('lessons/01-one', 'wrong-a', 'wrong-b', 'wrong-c')
  const two = lesson('lessons/02-two', 'wrong-c', 'wrong-b', 'wrong-a')
  const sets = coverConditions([one, two])
  const all = new Set(['starter', 'wrong-a', 'wrong-b', 'wrong-c'])
  expect(new Set(answersSeen(one, sets))).toEqual(all)
  expect(new Set(answersSeen(two, sets))).toEqual(all)
})

test('never switches on the learner’s own file or the solution', () => {
  const sets = coverConditions([lesson('lessons/01-one', 'wrong-a')]).flat()
  expect(sets).toEqual(['starter', 'wrong-a'])
})
