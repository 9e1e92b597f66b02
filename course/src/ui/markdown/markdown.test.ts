import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { partsOf, styleLine, styleMarkdown } from './markdown.ts'

afterEach(() => vi.unstubAllEnvs())

const sample = `# A title with \`code\` in it

A paragraph with *emphasis*, _emphasis_, **strength with \`code\` in it**, a [link](https://example.com/a),
<https://example.com/b>, AT&amp;T, 2 \\* 3, a_b_c and a type, Promise<void>.

- one
- two, which is long enough to be broken into lines of its own
  1. nested \`{ code: 'that stays whole' }\`
  2. nested

> A quote of one sentence, long enough for two lines.
>
> - with a list

| what | \`fetch\` |
|---|--:|
| a **bold** cell | 1 |
| 日本語 | 20 |

\`\`\`ts
const answer = await fetch(url)
\`\`\`

\`\`\`console
$ npm start
Ready.
\`\`\`

<details>
<summary>Does <code>await</code> block?</summary>

No. See [the docs](https://example.com/c).

- It waits.

</details>

---

The end.
`

describe('without colours', () => {
  beforeEach(() => vi.stubEnv('NO_COLOR', '1'))

  test('keeps the marks of code and emphasis', () => {
    expect(styleMarkdown(sample, 44)).toMatchInlineSnapshot(`
      "A title with \`code\` in it

      A paragraph with *emphasis*, _emphasis_,
      **strength with \`code\` in it**, a link
      (https://example.com/a),
      https://example.com/b, AT&T, 2 * 3, a_b_c
      and a type, Promise<void>.

      - one
      - two, which is long enough to be broken
        into lines of its own
        1. nested \`{ code: 'that stays whole' }\`
        2. nested

      │ A quote of one sentence, long enough for
      │ two lines.
      │
      │ - with a list

      what            │ \`fetch\`
      ────────────────┼────────
      a **bold** cell │       1
      日本語          │      20

          const answer = await fetch(url)

      $ npm start
      Ready.

      ? Does \`await\` block?

      No. See the docs (https://example.com/c).

      - It waits.

      ────────────────────────────────────────────

      The end."
    `)
  })

  test('makes a list of a table that is too wide', () => {
    const table =
      '| | told | calls |\n|-|-|-|\n| abort | incomprehensible | 3 |\n| wait | later | 0 |'
    expect(styleMarkdown(table, 22)).toMatchInlineSnapshot(`
      "abort
        told:
        incomprehensible
        calls: 3

      wait
        told: later
        calls: 0"
    `)
  })

  test('breaks the cells of a table between words, and rules off the rows', () => {
    const table =
      '| a | what it does |\n|-|-|\n| `x` | it waits for all of them |\n| `y` | nothing |'
    expect(styleMarkdown(table, 20)).toMatchInlineSnapshot(`
      "a   │ what it does
      ────┼───────────────
      \`x\` │ it waits for
          │ all of them
      ────┼───────────────
      \`y\` │ nothing"
    `)
  })

  test('cuts drawings, and breaks text, where the terminal is narrower than what was printed', () => {
    const run =
      '```console\n$ npm run lesson 2\nOne call after another, in order.\n\n/products/1  ━━━━━━━╸  100 ms\n             0 ms    200\n```'
    expect(styleMarkdown(run, 20)).toMatchInlineSnapshot(`
      "$ npm run lesson 2
      One call after
        another, in order.

      /products/1  ━━━━━━…
                   0 ms  …"
    `)
  })

  test('never breaks a line of code, whose rest would be pasted as a line of its own', () => {
    const code = 'return await one.two(three) // as long as it takes'
    expect(styleMarkdown(`\`\`\`ts\n${code}\n\`\`\``, 20)).toBe(code)
    expect(styleMarkdown('```console\n$ npm run lesson 2 -- --virtual\n```', 20)).toBe(
      '$ npm run lesson 2 -- --virtual',
    )
  })

  test('says in ASCII what a terminal without Unicode can show', () => {
    vi.stubEnv('TERM', 'dumb')
    const text = 'One → two…\n\n| a | b |\n|-|-|\n| c | d |\n\n```console\n━━╸ 1 ms\n```'
    expect(styleMarkdown(text, 40)).toMatchInlineSnapshot(`
      "One -> two...

      a | b
      --+--
      c | d

      --- 1 ms"
    `)
  })

  test('reads HTML that is no question as text', () => {
    expect(styleMarkdown('<p>One<br>two</p>\n\n<!-- no -->\n\n<summary>Three</summary>', 40)).toBe(
      'One\ntwo\n\nThree',
    )
  })
})

test('puts colours in the place of the marks', () => {
  vi.stubEnv('NO_COLOR', undefined)
  vi.stubEnv('FORCE_COLOR', '1')
  const [cyan, italic, bold] = ['\u001B[36m', '\u001B[3m', '\u001B[1m']
  expect(styleLine('See [the docs](https://example.com).')).toBe(
    'See the docs \u001B[2m(https://example.com)\u001B[22m.',
  )
  expect(styleLine('`await` *it*, _it_')).toBe(
    `${cyan}await\u001B[39m ${italic}it\u001B[23m, ${italic}it\u001B[23m`,
  )
  expect(styleMarkdown('**one two**', 4)).toBe(`${bold}one\u001B[22m\n${bold}two\u001B[22m`)
})

test('is cut at its questions, and a heading above a question goes with it', () => {
  vi.stubEnv('NO_COLOR', '1')
  const question = (n: number): string =>
    `<details>\n<summary>Question ${n}?</summary>\n\nAnswer ${n}.\n\n</details>\n\n`
  expect(
    partsOf(`Text.\n\n## Explain it\n\n${question(1)}${question(2)}## More\n\nText.`, 40),
  ).toEqual([
    { type: 'text', text: 'Text.' },
    { type: 'question', title: 'Explain it\n\n? Question 1?', folded: 'Answer 1.' },
    { type: 'question', title: '? Question 2?', folded: 'Answer 2.' },
    { type: 'text', text: 'More\n\nText.' },
  ])
})

test('tells a question from other things that are folded away', () => {
  vi.stubEnv('NO_COLOR', '1')
  const text = '<details>\n<summary>The output</summary>\n\nLong.\n\n</details>'
  expect(partsOf(text, 40)).toEqual([{ type: 'fold', title: '▸ The output', folded: 'Long.' }])
  expect(styleMarkdown(text, 40)).toBe('▸ The output\n\nLong.')
})
