import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { inspect } from './inspect.ts'
import type { Problem } from './verdict.ts'

function look(text: string): Problem | undefined {
  const dir = path.join(makeHouse().lessonsDir, '02-double-it')
  const file = path.join(dir, 'exercise.ts')
  writeFileSync(file, text)
  return inspect({ lesson: '02', answer: 'exercise', dir, file, module: file, stub: '' })
}

test.each([
  'export const double = (n: number) => 2 * n',
  'export function double<T>(n: T): T { return n }',
  'export class double {}',
  'function twice() {}\nexport { twice as double }',
  "export * from './solution.ts'",
  "export { double } from './solution.ts'",
  'const all = { double: 1 }\nexport const { double } = all',
  'export const [, { a: double = 1 }, ...rest] = []',
])('finds nothing wrong with %s', (text) => {
  expect(look(text)).toBeUndefined()
})

test.each([
  [
    'a brace that is missing',
    'export function double() {\n  return 2\n\n',
    'line 2, column 11',
    'the end of the file',
  ],
  [
    'await without async',
    'export const double = (n) => await n',
    'line 1, column 30',
    'write `async` in front',
  ],
  ['an open string', "const a = 'b\n", 'line 1, column 11', 'quotation mark'],
  [
    'JSX',
    'const page = <p>hi</p>\nexport const double = page\n',
    'line 1, column 20',
    'If this is JSX',
  ],
  ['a misspelled word', 'export fuction double() {}', 'line 1, column 8', 'misspelled'],
])('tells the line, the column and what to do about %s', (_, text, place, advice) => {
  const problem = look(text)
  expect(problem?.kind).toBe('syntax')
  expect(problem?.message).toContain(`exercise.ts is not valid TypeScript: ${place}.`)
  expect(problem?.message).toContain(advice)
  expect(problem?.message).toMatch(/^ +\| +\^$/m)
})

test.each([
  [
    'is not there',
    'export const triple = 3',
    'exercise.ts exports: triple.',
    'give it its old name back',
  ],
  ['is not exported', 'const double = 3', 'exports: nothing.', 'Write `export` in front'],
  ['is a default export', 'export default function double() {}', 'nothing.', 'without `default`'],
  ['is a nameless default', 'export default () => 1', 'nothing.', 'without `default`'],
  [
    'is another case',
    'export const Double = 3',
    'exports: Double.',
    'upper and lower case must match',
  ],
  ['is only a type', 'export type double = number', 'nothing.', 'types do not exist at run time'],
  ['is an interface', 'export interface double {}', 'nothing.', 'types do not exist at run time'],
  ['is exported as a type', 'const x = 1\nexport { type x as double }', 'nothing.', 'old name'],
  ['is CommonJS', 'module.exports = { double: 1 }', 'nothing.', 'CommonJS'],
  ['is missing in an empty file', '\n', 'nothing.', 'The file is empty'],
])('tells what to do when the export %s', (_, text, exports, advice) => {
  const problem = look(text)
  expect(problem?.kind).toBe('missing-export')
  expect(problem?.message).toContain('exercise.ts does not export double.')
  expect(problem?.message).toContain('The check needs: double. starter.ts exports: double.')
  expect(problem?.message).toContain(exports)
  expect(problem?.message).toContain(advice)
})

test('says that there is no file', () => {
  const dir = path.join(makeHouse().lessonsDir, '02-double-it')
  const file = path.join(dir, 'exercise.ts')
  expect(
    inspect({ lesson: '02', answer: 'exercise', dir, file, module: file, stub: '' }),
  ).toMatchObject({
    kind: 'import',
  })
})
