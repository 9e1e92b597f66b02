import { afterEach, expect, test, vi } from 'vitest'
import { styleMarkdown } from './markdown.ts'

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
    'Run it\n\n    $ npm start\n\n? Does `await` block?\n\n**No.** See [the docs](https://example.com).\n\n',
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
