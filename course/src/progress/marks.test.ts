import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { findLessons } from '../lessons/find.ts'
import { markOf, nextLesson } from './marks.ts'
import { noProgress, untouched, type Progress } from './schema.ts'

const passed = { ...untouched(), passedAt: '2026-01-31T12:00:00.000Z' }

test('marks what is passed, started and new', () => {
  const [first, second] = findLessons(makeHouse())
  const progress: Progress = { version: 1, lessons: { first: passed } }
  expect(markOf(progress, first!)).toBe('passed')
  expect(markOf(progress, second!)).toBe('new')
  expect(markOf({ version: 1, lessons: { 'double-it': untouched() } }, second!)).toBe('started')
})

test('goes on with the first lesson that is not passed', () => {
  const lessons = findLessons(makeHouse())
  expect(nextLesson(noProgress(), lessons)?.number).toBe('01')
  expect(nextLesson({ version: 1, lessons: { first: passed } }, lessons)?.number).toBe('02')
  expect(
    nextLesson({ version: 1, lessons: { first: passed, 'double-it': passed } }, lessons),
  ).toBeUndefined()
})
