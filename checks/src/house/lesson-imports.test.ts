import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { textFiles } from './text-files.ts'

const lessonFiles = textFiles(root).filter(({ path }) => /^lessons\/.*\.ts$/u.test(path))

// `npm run explore` always runs the learner's exercise.
const wantsExercise = (path: string): boolean => path.endsWith('/backstage/explore.ts')

test('only a check imports `#lesson`: for any other file it would be exercise.ts, whichever answer is checked', () => {
  const others = lessonFiles
    .filter(({ path }) => !path.endsWith('/check.test.ts') && !wantsExercise(path))
    .filter(({ text }) => text.includes("from '#lesson'"))
  expect(others.map(({ path }) => path)).toEqual([])
})

test('nothing imports what `npm run explore` runs, because a check would then run exercise.ts', () => {
  const importers = lessonFiles.filter(({ text }) => /from '\.{1,2}\/.*explore\.ts'/u.test(text))
  expect(importers.map(({ path }) => path)).toEqual([])
})
