import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findHouse } from '../house.ts'
import { findLessons } from './find.ts'
import { hintsByAim, readHints, splitHints } from './hints.ts'

test('cuts a ladder at its headings', () => {
  expect(
    splitHints('# Hints\n\nBefore.\n\n## A question\n\nWho?\n\n## A pointer\n\nLook.\n'),
  ).toEqual([
    { title: 'A question', text: 'Who?' },
    { title: 'A pointer', text: 'Look.' },
  ])
})

test('takes a heading within a code fence for code', () => {
  const hints = splitHints('## One\n\n```ts\n## two\n```\n\n## Three\n')
  expect(hints.map(({ title }) => title)).toEqual(['One', 'Three'])
})

test('finds no hints in an empty file', () => {
  expect(splitHints('')).toEqual([])
})

test('separates the hints for the task from those for the stars, one for each', () => {
  const stars = [
    'Both need a timer.',
    '',
    '- **Abort.** Look at',
    '  the signal:',
    '',
    '  ```ts',
    '  - **not an item**',
    '  ```',
    '- **Read `Retry-After`.** When?',
    '- **Why?** Who knows.',
  ].join('\n')
  const hints = splitHints(`## A question\n\nWho?\n\n## The stars\n\n${stars}\n`)
  expect(hintsByAim(hints)).toEqual({
    task: [{ title: 'A question', text: 'Who?' }],
    stars: [
      {
        title: 'Abort',
        text: 'Both need a timer.\n\nLook at\nthe signal:\n\n```ts\n- **not an item**\n```',
      },
      { title: 'Read `Retry-After`', text: 'Both need a timer.\n\nWhen?' },
      { title: 'Why?', text: 'Both need a timer.\n\nWho knows.' },
    ],
  })
})

test('takes a section for the stars that is no list for one hint', () => {
  const hints = [{ title: 'The stars', text: 'Look at the signal.' }]
  expect(hintsByAim(hints)).toEqual({ task: [], stars: hints })
})

const lessons = findLessons(findHouse(path.join(import.meta.dirname, '../../..')))

test.each(lessons.map((lesson) => [lesson.folder, lesson] as const))(
  '%s has a hint for each star, under the name that its README gives it',
  (_, lesson) => {
    const readMe = readFileSync(path.join(lesson.dir, 'README.md'), 'utf8')
    const names = [...readMe.matchAll(/^- ★ \*\*(.+?)\.?\*\*/gm)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(2)
    const { stars } = hintsByAim(readHints(lesson))
    expect(stars.map(({ title }) => title)).toEqual(names)
  },
)
