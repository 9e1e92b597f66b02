import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeReference } from '../reference.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlap-examples-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** The problems of a package that exports `double`, `triple` and a type, each with examples. */
function problemsOf(examples: { double?: string; triple?: string; type?: string }) {
  const comment = (text = '') =>
    ['/**', ' * What it is.', ...text.split('\n').map((line) => ` * ${line}`), ' */'].join('\n')
  const block = (code = '') => (code === '' ? '' : `@example\n\`\`\`ts\n${code}\n\`\`\``)
  const source = [
    comment(block(examples.double)),
    'export const double = (n: number): number => n * 2',
    comment(block(examples.triple)),
    'export function triple(n: number): number { return n * 3 }',
    comment(block(examples.type)),
    'export type Some = 1',
  ].join('\n')
  const folder = join(root, 'sample')
  const file = join(folder, 'module.ts')
  mkdirSync(folder)
  writeFileSync(file, source)
  writeFileSync(join(folder, 'package.json'), '{ "name": "sample", "type": "module" }')
  const tsconfig = join(root, 'tsconfig.json')
  const compilerOptions = {
    module: 'nodenext',
    target: 'esnext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    types: [],
    lib: ['esnext', 'dom'],
  }
  writeFileSync(tsconfig, JSON.stringify({ compilerOptions, include: ['sample/module.ts'] }))
  const entryPoint = { file, name: 'sample', specifier: 'sample', packageName: 'sample' }
  const options = { entryPoints: [entryPoint], tsconfig, root, modulesWithExamples: ['sample'] }
  return makeReference(options)
}

const good = `import { double } from 'sample'\ndouble(2) // → 4`

test('an example is run, and each function has one', async () => {
  const { examples, problems } = await problemsOf({ double: good })
  expect(examples).toBe(1)
  expect(problems).toEqual([
    'sample/module.ts: triple() has no example: add a block of ts code below an @example in its comment',
  ])
})

test('what is wrong with an example is said with its place', async () => {
  const triple = `import { triple } from './module.ts'\ntriple(2) // → 7`
  const type = `import type { Some } from 'sample'\nconst some: Some = 2\nthrow new Error('no')`
  const { problems } = await problemsOf({ double: good, triple, type })
  expect(problems).toEqual([
    "The example of Some in sample/module.ts has a type error in line 2: Type '2' is not assignable to type '1'.",
    'The example of triple() in sample/module.ts fails: expected 7, got 6',
    'The example of Some in sample/module.ts fails: no',
  ])
})

test('an example that never ends, or ends the process, is named', async () => {
  const { problems } = await problemsOf({
    double: good,
    triple: 'declare const process: any\nprocess.exit(3)\nexport {}',
  })
  expect(problems).toEqual([
    'The example of triple() in sample/module.ts fails: it did not end. Its process ended by code 3.',
  ])
})

test('a result that is not reached is no result', async () => {
  const { problems } = await problemsOf({
    double: good,
    triple: `import { triple } from 'sample'\nif (triple(1) > 3) {\n  triple(2) // → 6\n}`,
  })
  expect(problems).toEqual([
    'The example of triple() in sample/module.ts fails: it reaches 0 of its 1 results',
  ])
})
