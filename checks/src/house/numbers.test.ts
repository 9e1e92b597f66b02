import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { textFiles } from './text-files.ts'

// Written so that this file does not contain them.
const otherWays = /toLocale[S]tring|Number[F]ormat/u

test('no program prints numbers in another way than numberText', () => {
  const programs = textFiles(root).filter(({ path }) => /\.(?:ts|mjs|js)$/u.test(path))
  expect(programs.map(({ path }) => path)).toContain('trace/src/number-text.ts')
  expect(programs.filter(({ text }) => otherWays.test(text)).map(({ path }) => path)).toEqual([])
})
