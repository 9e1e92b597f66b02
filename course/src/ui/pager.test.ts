import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeScreen } from './fake-screen.ts'
import { pageByPage, printLong, showInPager } from './pager.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'overlap pager '))
const got = path.join(folder, 'got.txt')

afterAll(() => rmSync(folder, { recursive: true }))

beforeEach(() => writeFileSync(got, ''))

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A pager that runs this code. `text` is the text that it received. */
function pagerThat(code: string): string {
  const file = path.join(folder, 'pager.mjs')
  writeFileSync(
    file,
    `import { readFileSync, writeFileSync } from 'node:fs'
const text = () => readFileSync(0, 'utf8')
const keep = (said) => writeFileSync(${JSON.stringify(got)}, said)
${code}`,
  )
  return `"${process.execPath}" "${file}"`
}

const numbers = (last: number): string =>
  Array.from({ length: last }, (_, n) => `line ${n + 1}`).join('\n')

describe('a pager of the learner', () => {
  test('gets the whole text, and can show its colours', async () => {
    const pager = pagerThat('keep(process.env.LESS + text())')
    expect(await showInPager(numbers(3), pager)).toBe('on')
    expect(readFileSync(got, 'utf8')).toBe(`R${numbers(3)}\n`)
  })

  test('keeps its own settings', async () => {
    vi.stubEnv('LESS', 'FRX')
    await showInPager('one', pagerThat('keep(process.env.LESS)'))
    expect(readFileSync(got, 'utf8')).toBe('FRX')
  })

  test('may end before it has read everything', async () => {
    expect(await showInPager(numbers(100_000), pagerThat('process.exit()'))).toBe('on')
  })

  test('that cannot be used is reported', async () => {
    expect(await showInPager('one', pagerThat('process.exit(127)'))).toBeUndefined()
  })

  test('handles Ctrl-C alone: it does not end the course', async () => {
    const before = process.listenerCount('SIGINT')
    const shown = showInPager('one', pagerThat('keep(text())'))
    expect(process.listenerCount('SIGINT')).toBe(before + 1)
    await shown
    expect(process.listenerCount('SIGINT')).toBe(before)
  })
})

describe.skipIf(process.platform === 'win32')('less', () => {
  /** Puts a program called `less` that runs this code first on the PATH. */
  function lessThat(code: string): void {
    const file = path.join(folder, 'less')
    writeFileSync(file, `#!/bin/sh\nexec ${pagerThat(code)} "$@"\n`, { mode: 0o755 })
    vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH']}`)
  }

  test('leaves at the end on Space, and keeps the text on the screen', async () => {
    lessThat('keep(process.argv.slice(2).join(" "))')
    expect(await showInPager('one')).toBe('on')
    expect(readFileSync(got, 'utf8')).toMatch(/^-R -e -K -X -Ps/)
  })

  test.each([
    [true, String.raw`?e(end)   Space\: done:Space\: next page   b\: back   q\: done.`],
    [
      false,
      String.raw`?e(end)   Space\: go on:Space\: next page   b\: back   q\: skip this part   Ctrl-C\: quit.`,
    ],
  ])('names its keys; last part: %s', async (isLast, prompt) => {
    lessThat('keep(process.argv.at(-1))')
    await showInPager('one', undefined, isLast)
    expect(readFileSync(got, 'utf8')).toBe(`-Ps${prompt}`)
  })

  test('ends the reading when Ctrl-C ended it', async () => {
    lessThat('process.exit(2)')
    expect(await showInPager('one')).toBe('quit')
  })
})

describe('our own pager', () => {
  const ask = '[-- more --   Space: next page   q: done]'

  test('shows page by page, and nothing more after the last', async () => {
    const screen = fakeScreen(['space', 'space'], { rows: 4 })
    expect(await pageByPage(numbers(7), screen)).toBe('printed')
    const [one, two, three, four, five, six, seven] = numbers(7).split('\n')
    expect(screen.shown).toEqual([one, two, three, ask, four, five, six, ask, seven])
  })

  test('shows one line more for Enter', async () => {
    const screen = fakeScreen(['return', 'q'], { rows: 4 })
    await pageByPage(numbers(7), screen)
    expect(screen.shown).toEqual(['line 1', 'line 2', 'line 3', ask, 'line 4', ask])
  })

  test.each([
    ['q', 'on'],
    ['quit', 'quit'],
  ])('ends with %s', async (key, after) => {
    const screen = fakeScreen([key], { rows: 4 })
    expect(await pageByPage(numbers(7), screen)).toBe(after)
    expect(screen.shown).toEqual(['line 1', 'line 2', 'line 3', ask])
  })

  test('says that q skips a part when another follows', async () => {
    const screen = fakeScreen(['q'], { rows: 4 })
    await pageByPage(numbers(7), screen, false)
    const keys = 'Space: next page   q: skip this part   Ctrl-C: quit'
    expect(screen.shown.at(-1)).toBe(`[-- more --   ${keys}]`)
  })

  test('counts the rows that a wide line takes', async () => {
    const screen = fakeScreen(['q'], { rows: 4, columns: 4 })
    await pageByPage('日本語\none\ntwo', screen)
    expect(screen.shown).toEqual(['日本語', 'one', ask])
  })

  test('goes on on a terminal of one row', async () => {
    const screen = fakeScreen(['space'], { rows: 1 })
    await pageByPage(numbers(2), screen)
    expect(screen.shown).toEqual(['line 1', ask, 'line 2'])
  })
})

describe('a long text', () => {
  let printed = ''

  beforeEach(() => {
    printed = ''
    vi.spyOn(process.stdout, 'write').mockImplementation(
      (text) => ((printed += String(text)), true),
    )
    vi.stubEnv('CI', undefined)
    vi.stubEnv('TERM', 'xterm')
    vi.stubEnv('PAGER', pagerThat('keep(text())'))
  })

  /** Prints the text with stdin and stdout as a terminal of this many rows, or as no terminal. */
  async function printAt(rows: number | undefined, text: string): Promise<void> {
    const before = [process.stdin, process.stdout].map(({ isTTY }) => isTTY)
    const { rows: rowsBefore } = process.stdout
    process.stdin.isTTY = process.stdout.isTTY = rows !== undefined
    if (rows !== undefined) process.stdout.rows = rows
    try {
      await printLong(text)
    } finally {
      process.stdin.isTTY = before[0] ?? false
      process.stdout.isTTY = before[1] ?? false
      process.stdout.rows = rowsBefore
    }
  }

  test('goes through the pager at a terminal', async () => {
    await printAt(5, numbers(5))
    expect(readFileSync(got, 'utf8')).toBe(`${numbers(5)}\n`)
    expect(printed).toBe('')
  })

  test.each([
    ['is printed where it is not a terminal', undefined, {}],
    ['is printed when it fits', 6, {}],
    ['is printed in CI', 5, { CI: '1' }],
    ['is printed on a terminal that cannot move its cursor', 5, { TERM: 'dumb' }],
    ['is printed for those who want no pager', 5, { PAGER: '' }],
  ])('%s', async (_, rows, env) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    await printAt(rows, numbers(5))
    expect(readFileSync(got, 'utf8')).toBe('')
    expect(printed).toBe(`${numbers(5)}\n`)
  })
})
