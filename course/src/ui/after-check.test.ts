import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { Verdict } from '../answers/verdict.ts'
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
  const lines = afterCheck(lesson as Lesson, [lesson as Lesson], verdict, noProgress(), false, 80)
  const shown = lines.map(stripVTControlCharacters)
  expect(shown.filter((line) => line.length > 80)).toEqual([])
  expect(shown).toContainEqual(expect.stringContaining('npm run diff 2'))
})
