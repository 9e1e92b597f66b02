import { parseAst } from 'vitest/node'
import { expect, test } from 'vitest'
import { makeMutants } from './make-mutants.ts'
import type { Mutant } from './mutant.ts'

const program = `/** Loads all – “at once”. */
export async function load(urls: readonly string[], limit = 3): Promise<string[]> {
  if (urls.length > limit) throw new RangeError(\`Cannot load \${urls.length} URLs\`)
  const texts = await Promise.all(urls.map((url) => fetch(url).then(String)))
  return texts
}
`

const changesOf = (mutants: readonly Mutant[], line: number): string[] =>
  mutants.filter((mutant) => mutant.line === line).map(({ is }) => is.join(' '))

test('makes the changes of Stryker and our own, and says what becomes of the line', async () => {
  const mutants = await makeMutants(program)
  expect(changesOf(mutants, 3)).toContain(
    'if ((urls.length >= limit)) throw new RangeError(`Cannot load ${urls.length} URLs`)',
  )
  expect(changesOf(mutants, 4)).toContain(
    'const texts = Promise.all(urls.map((url) => fetch(url).then(String)))',
  )
  expect(changesOf(mutants, 4)).toContain(
    'const texts = await Promise.race(urls.map((url) => fetch(url).then(String)))',
  )
  expect(changesOf(mutants, 2)).toContain(
    'export async function load(urls: readonly string[], limit = 4): Promise<string[]> {',
  )
})

test('makes programs that differ from the original and from one another, and can be parsed', async () => {
  const mutants = await makeMutants(program)
  const texts = [program, ...mutants.map(({ text }) => text)]
  expect(texts.length).toBeGreaterThan(10)
  expect(new Set(texts).size).toBe(texts.length)
  for (const text of texts) expect(() => parseAst(text, { lang: 'ts' })).not.toThrow()
})

test('leaves sentences as they are', async () => {
  const mutants = await makeMutants(program)
  const sentence = 'Cannot load ${urls.length} URLs'
  const changed = mutants.filter(({ line, is }) => line === 3 && !is.join(' ').includes(sentence))
  // Only those without the whole statement.
  expect(changed.map(({ text }) => text.includes('RangeError'))).toEqual(changed.map(() => false))
})

test('shows only the ends of a long change', async () => {
  const long = `export function go(): void {\n${'  step()\n'.repeat(9)}}\n`
  const emptied = (await makeMutants(long)).find(
    ({ text }) => text === 'export function go(): void {}\n',
  )
  expect(emptied?.was).toEqual(['export function go(): void {', 'step()', '…', '}'])
  expect(emptied?.is).toEqual(['export function go(): void {}'])
})

test('leaves exported functions unwritten, in the ways of a learner who has not got to them', async () => {
  const two = 'export function go(): void {\n  step()\n}\n\nfunction step(): void {\n  stop()\n}\n'
  const bodies = (await makeMutants(two)).flatMap(
    ({ text }) => /go\(\): void (\{ .*\})/.exec(text)?.[1] ?? [],
  )
  expect(bodies.toSorted()).toEqual([
    '{ return 42 }',
    '{ return new Promise(() => {}) }',
    "{ throw new Error('Not written yet') }",
  ])
  const all = (await makeMutants(two)).map(({ text }) => text)
  expect(all.filter((text) => /step\(\): void \{ /.test(text))).toEqual([])
})
