import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { findLessons } from '../lessons/find.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { lostTime } from './lost-time.ts'

const lesson = (): Lesson => findLessons(makeHouse())[0]!

test('says how much time a demo lost, and how to see exact times', () => {
  expect(lostTime(lesson(), 148.6).replaceAll('\n', ' ')).toMatch(
    /busy: in one act, the demo waited 149 ms for the processor.* npm run lesson 1 -- --virtual$/,
  )
})

test('is empty if the demo lost hardly any time', () => {
  expect(lostTime(lesson(), 29)).toBe('')
})
