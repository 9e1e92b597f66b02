import { expect, test } from 'vitest'
import type { Step } from '../answers/verdict.ts'
import { starToExplain, withExplained } from './explained-star.ts'
import { untouched, type LessonProgress } from './schema.ts'

const star = (title: string, message?: string, isUntouched?: true): Step => ({
  title,
  level: 'further',
  state: message === undefined ? 'passed' : 'failed',
  ...(message !== undefined && { message }),
  ...(isUntouched && { isUntouched }),
})
const verdict = (...stars: Step[]): { passed: boolean; steps: Step[] } => ({
  passed: true,
  steps: [{ title: 'works', level: 'task', state: 'passed' }, ...stars],
})

/** The titles of the stars that are explained by one check after another. */
function explainedBy(...checks: readonly (readonly Step[])[]): (string | undefined)[] {
  let seen: LessonProgress = untouched()
  return checks.map((stars) => {
    const now = verdict(...stars)
    const explained = starToExplain(now, seen)
    seen = withExplained(seen, now, explained)
    return explained?.title
  })
}

const [one, two, three] = [star('one', 'No 1.'), star('two', 'No 2.'), star('three', 'No 3.')]

test('explains the star whose message has changed, and stays with it', () => {
  expect(
    explainedBy(
      [one, two, three],
      [one, two, star('three', 'Late.')],
      [one, two, star('three', 'Late.')],
      [one, star('two', 'Late.'), star('three', 'Soon.')],
      [one, two, star('three')],
      [one, two, star('three')],
      [one, star('two'), star('three')],
      [star('one'), star('two'), star('three')],
    ),
  ).toEqual(['one', 'three', 'three', 'three', 'two', 'two', 'one', undefined])
})

test('explains a star that was won and is open again', () => {
  expect(explainedBy([one, star('two'), three], [one, two, three])).toEqual(['one', 'two'])
})

test('explains no untouched star, even if no other is open', () => {
  const [first, third] = [star('one', 'No 1.', true), star('three', 'No 3.', true)]
  expect(explainedBy([first, two, third], [star('one', 'No.', true), two, third])).toEqual([
    'two',
    'two',
  ])
  expect(explainedBy([first, third], [first, three])).toEqual([undefined, 'three'])
  expect(explainedBy([first, two, third], [first, two, star('three', 'No 3.')])).toEqual([
    'two',
    'three',
  ])
})

test('takes no other picture and no other line number for a change', () => {
  const drawn = (text: string): Step => star('two', `No 2.\n\nseen\n${text}`)
  const placed = (line: number): Step => star('three', `No 3.\n  at exercise.ts:${line}\n  1 | a`)
  expect(explainedBy([one, drawn('━'), placed(7)], [one, drawn('━━'), placed(8)])).toEqual([
    'one',
    'one',
  ])
})

test('remembers its star while the task fails again', () => {
  const explained = withExplained(untouched(), verdict(one, two), two)
  const failed = { passed: false, steps: [star('one'), star('two')] }
  expect(starToExplain(failed, explained)).toBeUndefined()
  const still = withExplained(explained, failed, undefined)
  expect(starToExplain(verdict(one, two), still)?.title).toBe('two')
})
