import { findHouse, findLessons, type House, type Lesson } from '@overlap/course'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNewLesson } from '../new-lesson/new-lesson.ts'
import { claim } from './claim.ts'
import type { GateReport } from './gate-report.ts'
import { openKeptReports } from './kept-reports.ts'

let root: string
let house: House

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlap-kept-'))
  for (const number of ['1', '2', '3']) writeNewLesson(root, number, 'sample')
  // The second lesson uses the first.
  const manifest = JSON.stringify({ dependencies: { '@overlap/lesson-01': 'workspace:*' } })
  writeFileSync(join(root, 'lessons/02-sample/package.json'), manifest)
  house = findHouse(root)
  for (const lesson of findLessons(house)) keep(lesson, true)
})
afterEach(() => rmSync(root, { recursive: true }))

function keep(lesson: Lesson, holds: boolean): void {
  openKeptReports(house, findLessons(house)).keep(lesson, report(lesson, holds))
}

const report = ({ folder }: Lesson, holds: boolean): GateReport => ({
  place: `lesson ${folder}`,
  claims: new Map([['answers', [claim(true, 'a'), claim(holds, 'b')]]]),
})

/** Folders of the lessons that a new run would check again. */
function toCheck(): string[] {
  const lessons = findLessons(house)
  const kept = openKeptReports(house, lessons)
  return lessons
    .filter((lesson) => kept.find(lesson, false) === undefined)
    .map(({ folder }) => folder)
}

const append = (file: string): void =>
  writeFileSync(join(root, 'lessons', file), '\n', { flag: 'a' })

test('a lesson that passed is kept with its claims', () => {
  expect(toCheck()).toEqual([])
  const lessons = findLessons(house)
  const [first] = lessons
  expect(openKeptReports(house, lessons).find(first!, false)).toEqual({
    ...report(first!, true),
    kept: true,
  })
})

test('a lesson that failed is checked again', () => {
  const [, , third] = findLessons(house)
  rmSync(join(root, '.overlap/gate/03-sample.json'))
  keep(third!, false)
  expect(toCheck()).toEqual(['03-sample'])
})

test('a change of any file of a lesson has that lesson checked again', () => {
  append('03-sample/backstage/wrong/first.ts')
  expect(toCheck()).toEqual(['03-sample'])
  append('02-sample/hints.md')
  expect(toCheck()).toEqual(['02-sample', '03-sample'])
})

test('a change of a lesson has those checked again that depend on it', () => {
  append('01-sample/backstage/solution.ts')
  expect(toCheck()).toEqual(['01-sample', '02-sample'])
})

test('a change of what no other lesson uses has only that lesson checked again', () => {
  for (const file of ['README.md', 'backstage/check.test.ts', 'backstage/wrong/first.ts']) {
    append(`01-sample/${file}`)
  }
  expect(toCheck()).toEqual(['01-sample'])
})

test('a lesson whose README runs a benchmark is checked again if a lesson changes that the benchmarks run', () => {
  const readme = '\n```console\n$ npm run bench -- --calls 3\n```\n'
  writeFileSync(join(root, 'lessons/03-sample/README.md'), readme, { flag: 'a' })
  for (const lesson of findLessons(house)) keep(lesson, true)
  append('01-sample/backstage/solution.ts')
  expect(toCheck()).toEqual(['01-sample', '02-sample', '03-sample'])
})

test('a new lesson has all checked again, since commands name the next one', () => {
  writeNewLesson(root, '4', 'sample')
  expect(toCheck()).toHaveLength(4)
})

test('the learner’s exercise has nothing checked again', () => {
  append('01-sample/exercise.ts')
  expect(toCheck()).toEqual([])
})

test('a report that was cut short is not used', () => {
  writeFileSync(join(root, '.overlap/gate/01-sample.json'), '{"key": "')
  expect(toCheck()).toEqual(['01-sample'])
})

test('a lesson whose mutants are wanted is checked again, unless they ran', () => {
  const lessons = findLessons(house)
  const [first, second] = lessons
  const kept = openKeptReports(house, lessons)
  const claims = new Map([...report(first!, true).claims, ['mutants', [claim(true, 'c')]]])
  kept.keep(first!, { ...report(first!, true), claims })
  expect(kept.find(first!, true)?.claims).toEqual(claims)
  expect(kept.find(first!, false)).toBeDefined()
  expect(kept.find(second!, true)).toBeUndefined()
})
