import {
  property,
  assert,
  array,
  boolean,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  record,
  string,
  tuple,
  type Arbitrary,
} from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { readProgress } from './read-progress.ts'
import { lessonSchema } from './schema.ts'

const when = '2026-01-31T12:00:00.000Z'
const count = integer({ min: 0, max: 1000 })
const prediction = record(
  {
    at: constantFrom(when),
    act: string(),
    measuredMs: count,
    measuredPeak: count,
    makespanMs: count,
  },
  { requiredKeys: ['at', 'act', 'measuredMs', 'measuredPeak'] },
)
const lesson = record(
  {
    passedAt: constantFrom(when),
    tries: count,
    hints: count,
    runs: count,
    failedStep: string(),
    predictions: array(prediction, { maxLength: 3 }),
    starsAt: dictionary(string(), constantFrom(when)),
    starCount: count,
    starStates: array(
      record(
        { title: string(), message: string(), isUntouched: boolean() },
        { requiredKeys: ['title'] },
      ),
      { maxLength: 3 },
    ),
    explainedStar: string(),
    starHints: array(string(), { maxLength: 3 }),
    lastAt: constantFrom(when),
    spentMs: count,
    later: jsonValue(),
  },
  { requiredKeys: ['tries', 'hints', 'runs', 'predictions'] },
)
const name = string({ minLength: 1 }).filter((text) => !/^\d\d-/.test(text) && text !== '__proto__')
const file = record({
  version: constantFrom(1),
  lessons: dictionary(name, lesson),
  theme: string(),
})

const isSound = (text: string): boolean =>
  Object.values(readProgress(text).progress.lessons).every((entry) => v.is(lessonSchema, entry))

test('reads back every file that the course writes, as it is', () => {
  assert(
    property(file, (data) => {
      const read = readProgress(JSON.stringify(data))
      expect(read.dropped).toEqual([])
      expect(JSON.stringify(read.progress)).toBe(JSON.stringify({ ...data, ...read.progress }))
      expect(JSON.parse(JSON.stringify(read.progress.lessons))).toEqual(
        JSON.parse(JSON.stringify(data.lessons)),
      )
    }),
  )
})

test('makes sound progress of any text', () => {
  assert(property(string(), (text) => isSound(text)))
  assert(property(jsonValue(), (data) => isSound(JSON.stringify(data))))
})

test('makes sound progress of a file with any value in any place, and of one that is cut', () => {
  const place: Arbitrary<[number, boolean]> = tuple(integer({ min: 0, max: 1_000_000 }), boolean())
  assert(
    property(file, place, jsonValue(), (data, [at, cut], value) => {
      const text = JSON.stringify(data)
      expect(isSound(cut ? text.slice(0, at % text.length) : withValue(text, at, value))).toBe(true)
    }),
  )
})

test('drops the lesson that is damaged, and no other', () => {
  assert(
    property(file, name, jsonValue(), (data, damaged, value) => {
      const lessons = { ...data.lessons, [damaged]: value }
      const read = readProgress(JSON.stringify({ ...data, lessons })).progress.lessons
      for (const [key, entry] of Object.entries(data.lessons)) {
        if (key !== damaged) expect(read[key]).toMatchObject(JSON.parse(JSON.stringify(entry)))
      }
    }),
  )
})

/** Replaces the n-th value in the text. */
function withValue(text: string, n: number, value: unknown): string {
  let count = 0
  JSON.parse(text, (_, old: unknown) => (count++, old))
  let at = 0
  const target = n % count
  return JSON.stringify(
    JSON.parse(text, (_, old: unknown) => (at++ === target ? value : old)) ?? null,
  )
}
