import type { Level, Verdict } from '@overlap/course'
import { expect, test } from 'vitest'
import { judgeLevels } from './judge-levels.ts'
import { readLessonFiles } from './lesson-files.ts'
import { writeSampleLesson } from './sample-lesson.ts'

const steps = (level: Level, count: number): Verdict['steps'] =>
  Array.from({ length: count }, (_, n) => ({ title: `${level} ${n}`, level, state: 'passed' }))

/** What the gate says of so many steps of each level, if README.md offers so many stars. */
function problems(task: number, further: number, offered: number): string[] {
  using sample = writeSampleLesson()
  const stars = Array.from({ length: offered }, (_, n) => `- ★ **Star ${n}.** Win it.\n`)
  const files = {
    ...readLessonFiles(sample.lesson()),
    readme: `## Go further\n\n${stars.join('')}\n## In production, use …\n\n- ★ no star\n`,
  }
  const verdict: Verdict = {
    lesson: '23',
    answer: 'solution',
    passed: true,
    steps: [...steps('task', task), ...steps('further', further)],
    output: [],
  }
  return judgeLevels(files, verdict).flatMap(({ holds, problem }) => (holds ? [] : [problem]))
}

test('a task of two to four steps, and a star for each step that goes further', () => {
  expect(problems(2, 3, 3)).toEqual([])
  expect(problems(4, 2, 2)).toEqual([])
})

test('a task that is too long or too short', () => {
  expect(problems(1, 2, 2)).toEqual(['"Your task" has 1 steps in the check: expected 2 to 4'])
  expect(problems(5, 2, 2)).toEqual(['"Your task" has 5 steps in the check: expected 2 to 4'])
})

test('stars that README.md does not offer', () => {
  expect(problems(2, 3, 2)).toEqual([
    expect.stringMatching(/^README\.md, "Go further", offers 2 stars .*: expected 3,/),
  ])
})

test('too few stars, or too many', () => {
  expect(problems(2, 1, 1)).toEqual(['"Go further" has 1 steps in the check: expected 2 to 4'])
  expect(problems(2, 5, 5)).toEqual(['"Go further" has 5 steps in the check: expected 2 to 4'])
})
