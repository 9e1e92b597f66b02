import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { findHouse } from '../house.ts'
import { findLessons } from './find.ts'

test('finds the lessons in order, with what their READMEs say', () => {
  const lessons = findLessons(makeHouse())
  expect(
    lessons.map(({ number, name, title, minutes, part, exports, idea, problems }) => ({
      number,
      name,
      title,
      minutes,
      part,
      exports,
      idea,
      problems,
    })),
  ).toEqual([
    {
      number: '01',
      name: 'first',
      title: 'First things first',
      minutes: 5,
      part: 'Waiting',
      exports: ['loadAll'],
      idea: 'A call is mostly waiting.',
      problems: [],
    },
    {
      number: '02',
      name: 'double-it',
      title: 'Double it',
      minutes: 3,
      part: 'Failing',
      exports: ['double'],
      idea: 'Twice is more than once.',
      problems: [],
    },
  ])
})

test('passes by what is not called like a lesson', () => {
  const house = makeHouse()
  mkdirSync(path.join(house.lessonsDir, 'drafts'))
  writeFileSync(path.join(house.lessonsDir, '03-notes'), '')
  expect(findLessons(house)).toHaveLength(2)
})

test('shows a lesson without a README under its name, and says what is missing', () => {
  const house = makeHouse()
  rmSync(path.join(house.lessonsDir, '02-double-it/README.md'))
  expect(findLessons(house)[1]).toMatchObject({
    title: 'double it',
    problems: ['README.md: is missing'],
  })
})

test('finds nothing where there is no folder of lessons', () => {
  expect(findLessons(findHouse('/nowhere/at/all'))).toEqual([])
})
