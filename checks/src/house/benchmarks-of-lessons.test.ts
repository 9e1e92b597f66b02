import { readCommands } from '@overlap/course'
import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { textFiles } from './text-files.ts'

const files = textFiles(root)

// The gate runs the benchmark, and compares its figures with those that the README shows.
test.each([
  'lessons/01-one-after-another',
  'lessons/02-all-at-once',
  'lessons/10-try-again',
  'lessons/13-a-few-at-a-time',
  'lessons/14-reuse-connections',
  'lessons/15-so-many-per-second',
  'lessons/16-as-they-finish',
  'lessons/20-cut-the-tail',
])('%s shows a benchmark for what it says about speed', (folder) => {
  const readme = files.find(({ path }) => path === `${folder}/README.md`)
  const shown = readCommands(readme?.text ?? '').filter(
    ({ command, output }) => command.startsWith('npm run bench -- ') && /\d ms/u.test(output),
  )
  expect(shown).toHaveLength(1)
})
