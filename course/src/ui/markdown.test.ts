import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { styleMarkdown } from './markdown.ts'

const house = path.resolve(import.meta.dirname, '../../..')

afterEach(() => vi.unstubAllEnvs())

const fence = '```'
const text = `## Run it

${fence}console
$ npm start
${fence}

<details>
<summary>Does <code>await</code> block?</summary>

**No.** See [the docs](https://example.com).

</details>
`

test('keeps the marks of code and links where there are no colours', () => {
  vi.stubEnv('NO_COLOR', '1')
  expect(styleMarkdown(text)).toBe(
    'Run it\n\n$ npm start\n\n? Does `await` block?\n\n**No.** See [the docs](https://example.com).\n\n',
  )
})

test('puts colours in their place where there are some', () => {
  vi.stubEnv('NO_COLOR', undefined)
  vi.stubEnv('FORCE_COLOR', '1')
  expect(styleMarkdown('See [the docs](https://example.com).')).toContain('See the docs \u001B[2m(')
  expect(styleMarkdown('`await`')).toBe('\u001B[36mawait\u001B[39m')
})

test('fills the width with paragraphs and list items, and leaves code as it is', () => {
  vi.stubEnv('NO_COLOR', '1')
  const words = Array.from({ length: 12 }, (_, i) => `w${i}`.padEnd(12, 'x'))
  const [half, rest] = [words.slice(0, 7).join(' '), words.slice(7).join(' ')]
  expect(
    styleMarkdown(`${half}\n${rest}\n\n- ${half}\n  ${rest}\n\n${fence}\n${half}\n${fence}`),
  ).toBe(
    [
      words.slice(0, 6).join(' '),
      words.slice(6).join(' '),
      '',
      `- ${words.slice(0, 6).join(' ')}`,
      `  ${words.slice(6).join(' ')}`,
      '',
      `    ${half}`,
    ].join('\n'),
  )
})

test('fills the width with headings, questions and nested items, too', () => {
  vi.stubEnv('NO_COLOR', '1')
  const long = 'words and more '.repeat(8).trim()
  const lines = styleMarkdown(
    [`## ${long}`, `<summary>${long}</summary>`, `  - ${long}`, `> ${long}`].join('\n\n'),
  ).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines).toContainEqual(expect.stringMatching(/^\? words/))
  expect(lines).toContainEqual(expect.stringMatching(/^ {4}words|^ {4}and|^ {4}more/))
})

const lessonTexts = globSync('lessons/*/{README,hints}.md', { cwd: house }).toSorted()

test.each(lessonTexts)('keeps within the width: %s', (file) => {
  vi.stubEnv('NO_COLOR', '1')
  const text = readFileSync(path.join(house, file), 'utf8')
  const wide = styleMarkdown(text)
    .split('\n')
    .filter((line) => line.length > 80)
  // Code, and a link's address, have no place to break.
  const allowed = (line: string): boolean =>
    text.split(/\r?\n/).includes(line.replace(/^ {4}/, '')) || /\]\(\S+\)\S*$/.test(line)
  expect(wide.filter((line) => !allowed(line))).toEqual([])
})
