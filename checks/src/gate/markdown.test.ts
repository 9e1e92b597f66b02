import { expect, test } from 'vitest'
import { codeLines, sectionsOf } from './markdown.ts'

test('cuts at second-level headings, and not within code', () => {
  const text = '# Title\nintro\n## One\na\n```sh\n## no heading\n```\n### Deeper\n## Two\n'
  expect(sectionsOf(text)).toEqual([
    { title: 'One', text: 'a\n```sh\n## no heading\n```\n### Deeper' },
    { title: 'Two', text: '' },
  ])
})

test('finds the lines of code, and of console blocks the commands', () => {
  const text = 'a\n```ts\nconst b = 1\n```\nc\n```console\n$ npm run d\noutput\n```\n'
  expect(codeLines(text)).toEqual([
    { line: 3, text: 'const b = 1' },
    { line: 7, text: '$ npm run d' },
  ])
})
