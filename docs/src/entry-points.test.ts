import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { findEntryPoints, findPages } from './entry-points.ts'

test('finds a page in each Markdown file of pages/ and decisions/, but for lists of them', () => {
  const root = mkdtempSync(join(tmpdir(), 'overlap-docs-'))
  for (const file of ['pages/b.md', 'decisions/a.md', 'decisions/README.md', 'pages/c.txt']) {
    mkdirSync(dirname(join(root, 'docs', file)), { recursive: true })
    writeFileSync(join(root, 'docs', file), '# A page')
  }
  expect(findPages(root)).toEqual([
    join(root, 'docs/decisions/a.md'),
    join(root, 'docs/pages/b.md'),
  ])
  rmSync(root, { recursive: true })
})

test('finds what the rooms export and what the lessons solve, under the names that are imported', () => {
  const root = mkdtempSync(join(tmpdir(), 'overlap-docs-'))
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const exports = { '.': './src/index.ts', './more': './src/more.ts', './later': './src/later.ts' }
  write('trace/package.json', JSON.stringify({ name: '@overlap/trace', exports }))
  write('trace/src/index.ts', '')
  write('trace/src/more.ts', '')
  write('lessons/02-two/package.json', JSON.stringify({ name: '@overlap/lesson-02' }))
  write('lessons/02-two/backstage/solution.ts', '')
  write('lessons/03-unsolved/package.json', JSON.stringify({ name: '@overlap/lesson-03' }))

  expect(findEntryPoints(root)).toEqual([
    {
      file: join(root, 'trace/src/index.ts'),
      name: '@overlap/trace',
      specifier: '@overlap/trace',
      packageName: '@overlap/trace',
    },
    {
      file: join(root, 'trace/src/more.ts'),
      name: '@overlap/trace/more',
      specifier: '@overlap/trace/more',
      packageName: '@overlap/trace',
    },
    {
      file: join(root, 'lessons/02-two/backstage/solution.ts'),
      name: 'lessons/02-two',
      specifier: '@overlap/lesson-02',
      packageName: '@overlap/lesson-02',
    },
  ])
  rmSync(root, { recursive: true })
})
