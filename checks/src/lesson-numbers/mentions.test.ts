import { findHouse, findLessons } from '@overlap/course'
import { describe, expect, test } from 'vitest'
import { textFiles } from '../house/text-files.ts'
import { root } from '../root.ts'
import { mentionsLessons } from './rename-lesson.ts'
import { withRenamed, wrongMentions } from './mentions.ts'

const lessons = [
  { number: '06', folder: '06-keep-what-worked' },
  { number: '10', folder: '10-try-again' },
]

describe('a mention of a lesson', () => {
  test.each([
    'Lesson 10 builds on it.',
    'as in lesson 6: wait',
    'Lessons 06 and 10 do so',
    'type `npm run check 10`',
    `import { retry } from '@overlap/lesson-10'`,
    'see [lesson 10](../10-try-again/README.md), or lessons/06-keep-what-worked',
    'the lesson took 90 minutes; lesson 10.5 s; on 2026-11-12, and 12-24 hours',
  ])('is right in: %s', (text) => {
    expect(wrongMentions(text, lessons)).toEqual([])
  })

  test.each([
    ['Lesson\n11 builds on it.', 'there is no lesson 11'],
    ['Lessons 06, 07 and 10 do so', 'there is no lesson 07'],
    ['type `npm run check 7`', 'there is no lesson 7'],
    [`import { a } from '@overlap/lesson-11'`, '@overlap/lesson-11: there is no such lesson'],
    ['see ../10-try-anew/README.md', '10-try-anew: there is no such folder'],
    ['see [lesson 06](../10-try-again/README.md)', 'leads to another lesson'],
  ])('is wrong in: %s', (text, problem) => {
    expect(wrongMentions(text, lessons)).toEqual([expect.stringContaining(problem)])
  })

  test('is right in every file of the repository', () => {
    const real = findLessons(findHouse(root))
    const wrong = textFiles(root)
      .filter(mentionsLessons)
      .flatMap(({ path, text }) => wrongMentions(text, real).map((what) => `${path}: ${what}`))
    expect(wrong).toEqual([])
  })
})

test('the heading of teach.md names its own lesson', () => {
  const headings = textFiles(root).flatMap(({ path, text }) => {
    const number = /^lessons\/(?<number>\d\d)-[^/]+\/backstage\/teach\.md$/u.exec(path)?.groups?.[
      'number'
    ]
    return number === undefined ? [] : [[/^# .*/mu.exec(text)?.[0], `# Teaching lesson ${number}`]]
  })
  expect(headings.length).toBeGreaterThan(0)
  expect(headings.filter(([found, expected]) => found !== expected)).toEqual([])
})

test('a new number is written in every form, and no other lesson is touched', () => {
  const text = (number: string, plain: string, folder: string): string =>
    [
      `Lesson ${number}, lessons 06 and ${number}, \`npm run hint ${plain}\`, lesson\n${plain}`,
      `import { retry } from '@overlap/lesson-${number}'`,
      `[lesson ${number}](../${folder}/README.md), lessons/${folder}, lesson 6, 10 calls, lesson 100`,
    ].join('\n')
  const from = { number: '10', folder: '10-try-again' }
  const to = { number: '07', folder: '07-ask-again' }
  expect(withRenamed(text('10', '10', '10-try-again'), from, to)).toBe(
    // Two digits stay two digits.
    text('07', '07', '07-ask-again'),
  )
  expect(withRenamed('lesson 7', to, from)).toBe('lesson 10')
})
