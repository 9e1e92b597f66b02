import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { textFiles } from './text-files.ts'

test('only a check imports `#lesson`: for any other file it would be exercise.ts, whichever answer is checked', () => {
  const others = textFiles(root)
    .filter(({ path }) => /^lessons\/.*\.ts$/u.test(path) && !path.endsWith('/check.test.ts'))
    .filter(({ text }) => text.includes("from '#lesson'"))
  expect(others.map(({ path }) => path)).toEqual([])
})
