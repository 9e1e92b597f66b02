import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Benchmark } from './benchmark.ts'
import { createProgram } from './program.ts'
import { sampleReport } from './report/sample.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'overlap-bench-'))))
afterEach(() => rm(folder, { recursive: true }))

function benchmarkOf(name: string, makespanMs = 200): Benchmark<never> {
  return {
    name,
    summary: `measures ${name}`,
    isExact: () => true,
    addFlags: (command) => void command.argument('[words...]').option('--calls <calls>'),
    measure: ({ words, calls }: { words: string[]; calls?: string }, say) => {
      say(name)
      const [section] = sampleReport(makespanMs).sections
      return Promise.resolve([{ ...section!, notes: [`${name} ${words.join(' ')} ${calls}`] }])
    },
  }
}

/** Runs the program with these words. Returns what it printed and said. */
async function run(
  words: readonly string[],
  benchmarks = [benchmarkOf('one'), benchmarkOf('two')],
) {
  const printed: string[] = []
  const said: string[] = []
  const program = createProgram(benchmarks, {
    typed: words,
    width: 80,
    isWatched: true,
    print: (text) => void printed.push(text),
    say: (line) => void said.push(line),
  })
  await program.parseAsync([...words], { from: 'user' })
  return { out: printed.join(''), said }
}

test('the first benchmark runs if none is named, and gets its words and flags', async () => {
  const { out, said } = await run(['a', 'b', '--calls', '3'])
  expect(said).toEqual(['one'])
  expect(out).toContain('\none a b 3\n')
  expect(out).toContain('\n$ npm run bench -- a b --calls 3\n')
})

test('a benchmark runs by its name', async () => {
  expect((await run(['two'])).said).toEqual(['two'])
})

test.each([[['--oops']], [['two', '--oops']]])('%j is refused', async (words) => {
  await expect(run(words)).rejects.toThrow("unknown option '--oops'")
})

test('the same report is printed, saved, drawn, and compared with', async () => {
  const file = (name: string) => path.join(folder, name)
  const first = await run([
    'one',
    '--save',
    file('a.json'),
    `--html=${file('a.html')}`,
    '--svg',
    file('a.svg'),
  ])
  expect(first.out).toContain('$ npm run bench -- one\n')
  expect(await readFile(file('a.html'), 'utf8')).toContain('<svg')
  expect(await readFile(file('a.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/u)
  const second = await run(['one', '--compare', file('a.json')], [benchmarkOf('one', 250)])
  expect(second.out).toContain('Compared with ' + file('a.json') + ': Bars')
  expect(second.out).toContain('1 of 3 figures changed.\n\n$')
})

test.each([
  ['--json', /^\{\n {2}"command": "npm run bench -- one",\n/u],
  ['--csv', /^section,row/u],
])('%s prints nothing else', async (flag, text) => {
  expect((await run(['one', flag])).out).toMatch(text)
})

test('an old report that cannot be read is refused before anything is measured', async () => {
  await expect(run(['one', '--compare', path.join(folder, 'none.json')])).rejects.toThrow(
    'Cannot read',
  )
})

test('a file that cannot be written is named', async () => {
  await expect(run(['one', '--save', path.join(folder, 'no', 'a.json')])).rejects.toThrow(
    /^Cannot write .*a\.json: ENOENT/u,
  )
})

test('two files of the same name are refused', async () => {
  const file = path.join(folder, 'a')
  await expect(run(['one', '--save', file, '--html', file])).rejects.toThrow(
    `Two flags name the same file, ${file}.`,
  )
})

test('what was measured is printed, even if a file cannot be written or there is nothing to draw', async () => {
  const printed: string[] = []
  const plain = { ...benchmarkOf('one'), measure: () => Promise.resolve([{ title: 'No chart' }]) }
  for (const words of [
    ['--save', folder],
    ['--svg', path.join(folder, 'a.svg')],
  ]) {
    const program = createProgram([plain], {
      typed: words,
      width: 80,
      isWatched: false,
      print: (text) => void printed.push(text),
      say: () => {},
    })
    await expect(program.parseAsync(words, { from: 'user' })).rejects.toThrow(/^Cannot write/u)
  }
  expect(printed.map((text) => text.includes('No chart'))).toEqual([true, true])
})
