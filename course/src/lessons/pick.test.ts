import path from 'node:path'
import { expect, test } from 'vitest'
import type { Lesson } from './lesson.ts'
import { lessonAt, pickLesson, whichLesson } from './pick.ts'

const lesson = (number: string, name: string): Lesson => ({
  number,
  name,
  folder: `${number}-${name}`,
  dir: path.resolve('lessons', `${number}-${name}`),
  backstage: path.resolve('lessons', `${number}-${name}`, 'backstage'),
  title: name,
  idea: '',
  misconception: '',
  minutes: 1,
  part: '',
  exports: [],
  problems: [],
})
const lessons = [
  lesson('01', 'one-after-another'),
  lesson('02', 'all-at-once'),
  lesson('12', 'a-pool'),
]

test.each([
  '2',
  '02',
  '002',
  '02-all-at-once',
  'all-at-once',
  'All-At-Once',
  'lessons/02-all-at-once/',
  'lessons/02-all-at-once/exercise.ts',
  './lessons/02-all-at-once',
  String.raw`lessons\02-all-at-once\exercise.ts`,
  String.raw`C:\course\lessons\02-all-at-once\wrong\batches.ts`,
  path.resolve('lessons/02-all-at-once/exercise.ts'),
])('takes %s for lesson 02', (wanted) => {
  expect(pickLesson(lessons, wanted).number).toBe('02')
})

test('takes a path from within a lesson, and the folder itself', () => {
  const home = lessons[1]!.dir
  expect(lessonAt(lessons, home)?.number).toBe('02')
  expect(lessonAt(lessons, path.join(home, 'wrong'))?.number).toBe('02')
  expect(lessonAt(lessons, path.dirname(home))).toBeUndefined()
  expect(lessonAt(lessons, process.cwd())).toBeUndefined()
})

test('tells the nearest number and the list', () => {
  expect(() => pickLesson(lessons, '9')).toThrow(
    [
      'There is no lesson "9". Did you mean 12, a-pool?',
      'Use a number or a name:',
      '  01  one-after-another',
      '  02  all-at-once',
      '  12  a-pool',
    ].join('\n'),
  )
})

test('tells the nearest name', () => {
  expect(() => pickLesson(lessons, 'all-at-onse')).toThrow('Did you mean 02, all-at-once?')
})

test('guesses nothing when nothing is near', () => {
  expect(() => pickLesson(lessons, 'kubernetes')).toThrow('There is no lesson "kubernetes".\n')
})

test('asks which lesson when none was given', () => {
  expect(whichLesson(lessons, lessons[2], 'check').message).toMatch(
    /^Which lesson\? Your next lesson is 12: .*check 12.*\nUse a number/,
  )
  expect(whichLesson(lessons, undefined, 'check').message).toMatch(/^Which lesson\?\nUse a number/)
})

test('says that a course without lessons has none', () => {
  expect(() => pickLesson([], '1')).toThrow('the folder lessons/ is empty')
})
