import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { findLessons } from '../lessons/find.ts'
import { exerciseFile, keepAnswer, makeExercise } from './exercise.ts'

test('makes the exercise from the starter, once', () => {
  const [lesson] = findLessons(makeHouse())
  expect(makeExercise(lesson!)).toBe(true)
  expect(readFileSync(exerciseFile(lesson!), 'utf8')).toContain('loadAll')
  writeFileSync(exerciseFile(lesson!), 'mine')
  expect(makeExercise(lesson!)).toBe(false)
  expect(readFileSync(exerciseFile(lesson!), 'utf8')).toBe('mine')
})

test('says what to do when the starter is gone', () => {
  const [lesson] = findLessons(makeHouse())
  rmSync(path.join(lesson!.dir, 'starter.ts'))
  expect(() => makeExercise(lesson!)).toThrow('starter.ts is missing')
})

test('keeps every answer under a name of its own', () => {
  const house = makeHouse()
  const [lesson] = findLessons(house)
  expect(keepAnswer(house, lesson!)).toBeUndefined()
  const kept = ['one', 'two', 'three'].map((answer) => {
    writeFileSync(exerciseFile(lesson!), answer)
    return keepAnswer(house, lesson!) ?? ''
  })
  expect(new Set(kept).size).toBe(3)
  expect(kept.map((file) => readFileSync(file, 'utf8'))).toEqual(['one', 'two', 'three'])
  expect(path.relative(house.overlapDir, kept[0] ?? '')).toMatch(
    /^answers.first.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.ts$/,
  )
})
