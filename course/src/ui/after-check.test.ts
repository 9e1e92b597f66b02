import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { Step, Verdict } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { noProgress } from '../progress/schema.ts'
import { afterCheck } from './after-check.ts'

const lesson = { dir: '/lessons/02-two', folder: '02-two', name: 'two', number: '02', title: 'Two' }

test('keeps each line within 80 columns, and breaks no command', () => {
  const verdict: Verdict = {
    lesson: '02-two',
    answer: 'exercise',
    passed: true,
    steps: [
      { title: 'works', level: 'task', state: 'passed' },
      { title: 'works fast', level: 'further', state: 'failed' },
    ],
    output: [],
  }
  const lines = afterCheck(lesson as Lesson, [lesson as Lesson], verdict, {
    progress: noProgress(),
    width: 80,
  })
  const shown = lines.map(stripVTControlCharacters)
  expect(shown.filter((line) => line.length > 80)).toEqual([])
  expect(shown).toContainEqual(expect.stringContaining('npm run diff 2'))
})

const star = (title: string, state: Step['state'], isUntouched?: true): Step => ({
  title,
  level: 'further',
  state,
  ...(isUntouched && { isUntouched }),
})

test.each([
  ['the next that is open and begun', 1, 4],
  ['the first, after the last', 4, 1],
])('names another star to explain: %s', (_, explained, other) => {
  const stars = [
    star('one', 'failed'),
    star('two', 'passed'),
    star('three', 'failed', true),
    star('four', 'failed'),
  ]
  expect(linesAfter(stars, stars[explained - 1])).toContain(
    `To see star ${other} explained instead: npm run check 2 -- --star ${other}`,
  )
})

test('says how to see what the first open star needs if none is begun', () => {
  const stars = [star('one', 'passed'), star('two', 'failed', true), star('three', 'failed', true)]
  expect(linesAfter(stars, undefined)).toContain(
    'To see what star 2 needs: npm run check 2 -- --star 2',
  )
})

test('names no other star if it is won or untouched', () => {
  const stars = [star('one', 'failed'), star('two', 'passed'), star('three', 'failed', true)]
  expect(linesAfter(stars, stars[0]).join('\n')).not.toContain('--star')
})

function linesAfter(stars: readonly Step[], explained: Step | undefined): string[] {
  const steps: Step[] = [{ title: 'works', level: 'task', state: 'passed' }, ...stars]
  const verdict = { lesson: '02', answer: 'exercise', passed: true, steps, output: [] }
  const shown = { progress: noProgress(), explained, width: 80 }
  return afterCheck(lesson as Lesson, [lesson as Lesson], verdict, shown).map(
    stripVTControlCharacters,
  )
}
