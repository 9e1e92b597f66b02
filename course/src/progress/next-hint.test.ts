import { expect, test } from 'vitest'
import { hintsByAim, type Hint, type HintsByAim } from '../lessons/hints.ts'
import { nextHint, withHint } from './next-hint.ts'
import { untouched, type LessonProgress } from './schema.ts'

const titled = (...titles: readonly string[]): Hint[] =>
  titles.map((title) => ({ title, text: '' }))
const hints: HintsByAim = { task: titled('A', 'B'), stars: titled('One', 'Two', 'Three') }
const at = '2026-01-31T12:00:00.000Z'
const done: LessonProgress = { ...untouched(), passedAt: at }
const open = (title: string): { title: string; message: string } => ({ title, message: 'No.' })

/** The titles of one hint after another. */
function titles(count: number, before: LessonProgress, of = hints): (string | undefined)[] {
  let seen = before
  return Array.from({ length: count }, () => {
    const next = nextHint(of, seen)
    if (next === undefined) return undefined
    seen = withHint(of, seen, next)
    const mark = next.isNew ? (next.hasMore ? '' : ', the last') : ', again'
    return `${of[next.aim][next.index]?.title}${mark}`
  })
}

test('gives the hints for the task one by one, and none for a star before the task is done', () => {
  expect(titles(3, untouched())).toEqual(['A', 'B, the last', 'B, again'])
  // An earlier version of the course counted the stars as one more hint.
  expect(titles(1, { ...untouched(), hints: 3 })).toEqual(['B, again'])
})

test('once the task is done, gives the hints for the stars one by one', () => {
  expect(titles(4, done)).toEqual(['One', 'Two', 'Three, the last', 'One, again'])
})

test('gives hints only for open stars, first for the one that was explained', () => {
  const starStates = [open('first'), { title: 'second' }, open('third')]
  expect(titles(3, { ...done, starStates, explainedStar: 'third' })).toEqual([
    'Three',
    'One, the last',
    'Three, again',
  ])
  const won = starStates.map(({ title }) => ({ title }))
  expect(titles(1, { ...done, starStates: won })).toEqual([undefined])
})

test('gives the hint for an untouched star after those for stars that are begun', () => {
  const starStates = [{ ...open('first'), isUntouched: true }, open('second'), open('third')]
  expect(titles(3, { ...done, starStates })).toEqual(['Two', 'Three', 'One, the last'])
})

test('begins with the task again after a reset, until it is done again', () => {
  const reset = { ...done, resetAt: at }
  expect(titles(1, reset)).toEqual(['A'])
  expect(titles(1, { ...reset, passedAgainAt: at })).toEqual(['One'])
})

test('goes on with the hints for the task in a lesson without stars', () => {
  const of = hintsByAim(titled('A', 'B'))
  expect(titles(3, done, of)).toEqual(['A', 'B, the last', 'B, again'])
})
