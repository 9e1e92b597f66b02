import type { Step, Verdict } from '@overlap/course'
import { expect, test } from 'vitest'
import { judgeScreen } from './judge-screen.ts'
import { writeSampleLesson } from './sample-lesson.ts'

const failed = (message: string, diagnosis?: string): Step => ({
  title: 'sends every call',
  level: 'task',
  state: 'failed',
  message,
  ...(diagnosis !== undefined && { diagnosis }),
})

/** What the gate says of a verdict of one step. */
function problems(step: Step): string[] {
  using sample = writeSampleLesson()
  const verdict: Verdict = { lesson: '23', answer: '', passed: false, steps: [step], output: [] }
  return judgeScreen('wrong/push', sample.lesson(), verdict).flatMap(({ holds, problem }) =>
    holds ? [] : [problem],
  )
}

const picture = ['seen', ...Array.from({ length: 40 }, () => '/products/1  ━━━')].join('\n')

test('a message in words, with a picture of any height, can be read', () => {
  expect(problems(failed(`Two calls waited.\n\n${picture}`, 'Two calls waited.'))).toEqual([])
})

test('a message that is longer than the screen cannot', () => {
  const long = Array.from({ length: 25 }, () => 'Two calls waited.').join('\n')
  expect(problems(failed(long, long))).toEqual([
    expect.stringMatching(/^wrong\/push has to be scrolled to read "(?:sends|Two)/),
  ])
})

test('words of a matcher are no message', () => {
  expect(problems(failed('expected 1 to be 2'))).toEqual([
    'wrong/push should get a sentence of the check but got: expected 1 to be 2',
  ])
})

test('a sentence of the course is none of the check', () => {
  const sentence = 'Expected 2 calls, but got 1.'
  expect(problems(failed(sentence, sentence))).toEqual([])
  expect(problems(failed(sentence))).toEqual([
    'wrong/push should get a sentence of the check but got: Expected 2 calls, but got 1.',
  ])
})
