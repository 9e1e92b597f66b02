import { expect, test } from 'vitest'
import { sectionsOf } from './markdown.ts'

test('cuts at second-level headings, and not within code', () => {
  const text = '# Title\nintro\n## One\na\n```sh\n## no heading\n```\n### Deeper\n## Two\n'
  expect(sectionsOf(text)).toEqual([
    { title: 'One', text: 'a\n```sh\n## no heading\n```\n### Deeper' },
    { title: 'Two', text: '' },
  ])
})
