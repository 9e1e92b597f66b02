import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import type { Step, Verdict } from '../answers/verdict.ts'
import { findLessons } from '../lessons/find.ts'
import type { LessonProgress } from './schema.ts'
import { untouched } from './schema.ts'
import { starsIn, withStars } from './stars.ts'

const [early, later] = ['2026-01-31T12:00:00.000Z', '2026-02-01T12:00:00.000Z']

const star = (title: string, state: Step['state']): Step => ({ title, level: 'further', state })
const verdict = (passed: boolean, ...steps: Step[]): Verdict => ({
  lesson: '02',
  answer: 'exercise',
  passed,
  steps: [{ title: 'doubles', level: 'task', state: passed ? 'passed' : 'failed' }, ...steps],
  output: [],
})

const starsOf = (seen: LessonProgress): unknown =>
  starsIn({ version: 1, lessons: { 'double-it': seen } }, findLessons(makeHouse())[1]!)

test('a star once won stays won, with its first time', () => {
  const first = withStars(
    untouched(),
    verdict(true, star('one', 'passed'), star('two', 'failed')),
    early,
  )
  expect(starsOf(first)).toEqual({ won: 1, of: 2 })
  const second = withStars(
    first,
    verdict(true, star('one', 'failed'), star('two', 'passed')),
    later,
  )
  expect(second.starsAt).toEqual({ one: early, two: later })
  expect(starsOf(second)).toEqual({ won: 2, of: 2 })
})

test('no star is known before the task is done, and none where there are none', () => {
  expect(withStars(untouched(), verdict(false, star('one', 'not-run')), early)).toEqual(untouched())
  expect(withStars(untouched(), verdict(true), early)).toEqual(untouched())
  expect(starsOf(untouched())).toBeUndefined()
})

test('a star that was won under another title counts', () => {
  const old = { ...untouched(), starCount: 2, starsAt: { old: early, one: early, two: early } }
  expect(starsOf(old)).toEqual({ won: 2, of: 2 })
})
