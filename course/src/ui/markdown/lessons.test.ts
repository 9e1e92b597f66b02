import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { lexer, walkTokens, type MarkedToken } from 'marked'
import stringWidth from 'string-width'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { splitFrontMatter } from '../../lessons/front-matter.ts'
import { partsOf, styleMarkdown, type Part } from './markdown.ts'

const house = path.resolve(import.meta.dirname, '../../../..')
const files = globSync('lessons/*/{README,hints}.md', { cwd: house }).toSorted()
const texts = files.map((file): [file: string, text: string] => [
  file.replace('lessons/', ''),
  splitFrontMatter(readFileSync(path.join(house, file), 'utf8')).body,
])

afterEach(() => vi.unstubAllEnvs())

describe.each(['with colours', 'without colours'])('%s', (colours) => {
  beforeEach(() => {
    vi.stubEnv('NO_COLOR', colours === 'with colours' ? undefined : '1')
    vi.stubEnv('FORCE_COLOR', colours === 'with colours' ? '1' : undefined)
  })

  describe.each([40, 80, 100])('in %i columns', (width) => {
    test.each(texts)('keeps within the width: %s', (_, text) => {
      const lines = styleMarkdown(text, width).split('\n')
      expect(lines.length).toBeGreaterThan(3)
      const code = new Set(codeIn(text))
      const wide = lines.filter((line) => stringWidth(line) > width)
      const plain = wide.map((line) => stripVTControlCharacters(line).trim())
      expect(plain.filter((line) => !code.has(line))).toEqual([])
    })

    test.each(texts)('closes on each line the colours that it opens: %s', (_, text) => {
      const lines = styleMarkdown(text, width).split('\n')
      expect(lines.filter((line) => stylesLeftOpen(line).length > 0)).toEqual([])
    })

    test.each(texts)('keeps the text and the address of each link: %s', (_, text) => {
      const shown = bare(styleMarkdown(text, width))
      const said = tokensIn(text).flatMap((token) =>
        token.type === 'link' ? [token.text, token.href] : [],
      )
      expect(said.filter((words) => !shown.includes(bare(words.replaceAll(/[`*]/g, ''))))).toEqual(
        [],
      )
    })
  })

  test.each(texts)('breaks no line of code, not even in 40 columns: %s', (_, text) => {
    const rows = stripVTControlCharacters(styleMarkdown(text, 40)).split('\n')
    const code = codeIn(text)
    expect(code.length).toBeGreaterThan(0)
    const trimmed = new Set(rows.map((row) => row.trim()))
    expect(code.filter((line) => !trimmed.has(line))).toEqual([])
  })

  test.each(texts)('breaks no code span of up to 72 columns in 80: %s', (_, text) => {
    const rows = stripVTControlCharacters(styleMarkdown(text, 80)).split('\n')
    const spans = tokensIn(text).flatMap((token) => (token.type === 'codespan' ? token.text : []))
    const narrow = spans.filter((span) => span.length <= 72)
    expect(narrow.filter((span) => !rows.some((row) => row.includes(span)))).toEqual([])
  })

  test.each(texts)('loses nothing where it is cut at its questions: %s', (_, text) => {
    const parts = partsOf(text, 80).flatMap((part) =>
      part.type === 'text' ? [part.text] : [part.title, part.folded],
    )
    expect(parts.join('\n\n')).toBe(styleMarkdown(text, 80))
  })
})

test('every lesson has questions', () => {
  const readMes = texts.filter(([file]) => file.endsWith('README.md'))
  expect(readMes.length).toBeGreaterThan(10)
  const without = readMes.filter(([, text]) => !partsOf(text, 80).some(isQuestion))
  expect(without).toEqual([])
})

/** The lines of code blocks, and the commands in blocks of console output. */
function codeIn(markdown: string): string[] {
  return tokensIn(markdown).flatMap((token) => {
    if (token.type !== 'code') return []
    const lines = token.text.split('\n').map((line) => line.trim())
    return /^console\b/.test(token.lang ?? '')
      ? lines.filter((line) => line.startsWith('$ '))
      : lines
  })
}

function isQuestion({ type }: Part): boolean {
  return type === 'question'
}

function tokensIn(markdown: string): MarkedToken[] {
  const all: MarkedToken[] = []
  void walkTokens(lexer(markdown), (token) => void all.push(token as MarkedToken))
  return all
}

/** The text without colours, Markdown marks and white space. */
function bare(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/[`*\s]/g, '')
}

/** The styles that are still on at the end of a line: bold or dim, italic, a colour. */
function stylesLeftOpen(line: string): string[] {
  const kindOf = (code: number): string =>
    code <= 2 || code === 22 ? 'weight' : code === 3 || code === 23 ? 'italic' : 'colour'
  const open = new Set<string>()
  // oxlint-disable-next-line no-control-regex -- an escape sequence begins with one
  for (const [, digits] of line.matchAll(/\u001B\[(\d+)m/g)) {
    const code = Number(digits)
    if ([22, 23, 39].includes(code)) open.delete(kindOf(code))
    else open.add(kindOf(code))
  }
  return [...open]
}
