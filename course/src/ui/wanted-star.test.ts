import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import type { Step, Verdict } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { starNote, wantedStar } from './wanted-star.ts'

vi.stubEnv('NO_COLOR', '1')

const lesson = { number: '17', dir: 'no folder' } as Lesson
const star = (title: string, state: Step['state']): Step => ({ title, level: 'further', state })
const verdict: Verdict = {
  lesson: '17',
  answer: 'exercise',
  passed: true,
  steps: [
    { title: 'keeps every item', level: 'task', state: 'passed' },
    star('keeps what another tab wrote', 'failed'),
    star('leaves the queue', 'passed'),
    star('leaves nothing behind', 'failed'),
  ],
  output: [],
}

test.each([
  ['1', 'keeps what another tab wrote'],
  ['03', 'leaves nothing behind'],
  ['Keeps', 'keeps what another tab wrote'],
  [' nothing ', 'leaves nothing behind'],
])('finds the star %j', (wanted, title) => {
  expect(wantedStar(lesson, verdict, wanted)?.title).toBe(title)
})

test.each([
  ['another tab', 'keeps what another tab wrote'],
  ['QUEUE', 'leaves the queue'],
  ['nothing', 'keeps what another tab wrote'],
  ['tidy', 'leaves nothing behind'],
])('finds the star that the hints call %j', (wanted, title) => {
  const dir = path.join(makeHouse().lessonsDir, '02-double-it')
  const hints = '- **Nothing.** Who?\n- **Queue.** Where?\n- **Tidy up.** When?'
  writeFileSync(path.join(dir, 'hints.md'), `## The stars\n\n${hints}\n`)
  expect(wantedStar({ ...lesson, dir }, verdict, wanted)?.title).toBe(title)
})

test.each(['0', '4', '-1', '1.5', '', 'every'])('says which stars there are, not %j', (wanted) => {
  expect(() => wantedStar(lesson, verdict, wanted)).toThrow(
    `Lesson 17 has no star "${wanted}". Use a number, or a part of a title:\n` +
      '  1. keeps what another tab wrote\n  2. leaves the queue\n  3. leaves nothing behind',
  )
})

test('asks for a number if a part is in several titles', () => {
  expect(() => wantedStar(lesson, verdict, 'leaves')).toThrow(
    '2 stars of lesson 17 have "leaves" in their titles. Use a number:\n  2. leaves the queue\n  3. leaves',
  )
})

test('says so if a lesson has no stars, and finds none in code that could not be loaded', () => {
  const none = { ...verdict, steps: verdict.steps.slice(0, 1) }
  expect(() => wantedStar(lesson, none, '1')).toThrow('Lesson 17 has no stars.')
  expect(wantedStar(lesson, { ...verdict, steps: [] }, '1')).toBeUndefined()
})

test('says why a star is not explained', () => {
  const [, open, won] = verdict.steps
  expect(starNote(verdict, open)).toEqual([])
  expect(starNote(verdict, won)).toEqual(['  You have won this star: leaves the queue.'])
  expect(starNote({ ...verdict, passed: false }, open)).toEqual([
    '  The stars are checked once the task passes.',
  ])
})
