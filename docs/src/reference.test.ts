import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeReference, type Reference } from './reference.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-docs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The reference of packages with one module each. */
function referenceOf(...sources: string[]): Promise<Reference> {
  const entryPoints = sources.map((source, index) => {
    const packageName = `sample-${index}`
    const file = join(folder, packageName, 'module.ts')
    mkdirSync(join(folder, packageName))
    writeFileSync(file, source)
    writeFileSync(join(folder, packageName, 'package.json'), JSON.stringify({ name: packageName }))
    return { file, name: packageName, packageName }
  })
  const tsconfig = join(folder, 'tsconfig.json')
  writeFileSync(tsconfig, '{"compilerOptions":{"types":[]},"include":["*/module.ts"]}')
  return makeReference({ entryPoints, tsconfig, root: folder })
}

describe('the reference', { timeout: 30_000 }, () => {
  test('has no problem when every export is documented', async () => {
    const { modules, exports, problems } = await referenceOf(`
      /** Waits. Cancel with an {@link AbortSignal}; see also {@link tick}. */
      export function wait(): void {}
      /** One step. */
      export const tick = 1
    `)
    expect({ modules, exports, problems }).toEqual({ modules: 1, exports: 2, problems: [] })
  })

  test.each([
    ['a function', 'export function naked(): void {}', 'naked'],
    ['a class', 'export class Naked {}', 'Naked'],
    ['an interface', 'export interface Naked {}', 'Naked'],
    ['a type', 'export type Naked = 1', 'Naked'],
    ['a variable', 'export const naked = 1', 'naked'],
    ['a member of an interface', '/** Dressed. */ export interface A { naked: 1 }', 'A.naked'],
    ['a method of a class', '/** Dressed. */ export class A { naked(): void {} }', 'A.naked'],
  ])('names %s that is not documented', async (_, source, name) => {
    const { problems } = await referenceOf(source)
    expect(problems).toEqual([expect.stringMatching(new RegExp(`${name}\\b.*documentation`))])
  })

  test.each([
    ['a property of a type without a name', '/** A. */ export type A = 1 | { kind: "b" }'],
    [
      'the name of an error class',
      '/** E. */ export class E extends Error { override name = "E" }',
    ],
    [
      'a setter beside its getter',
      '/** A. */ export interface A {\n/** The size. */\nget size(): number\nset size(n: string | number)\n}',
    ],
  ])('does not ask for a comment on %s', async (_, source) => {
    expect((await referenceOf(source)).problems).toEqual([])
  })

  test.each([
    ['an error class', '/** E. */ export class E extends Error { code = 1 }', 'E.code'],
    ['a lone setter', '/** A. */ export interface A { set size(n: number) }', 'A.size'],
  ])('asks for a comment on a member of its own in %s', async (_, source, name) => {
    expect((await referenceOf(source)).problems).toEqual([expect.stringContaining(name)])
  })

  test('looks into every package', async () => {
    const { problems } = await referenceOf('export const one = 1', 'export const two = 2')
    expect(problems).toEqual([expect.stringContaining('one'), expect.stringContaining('two')])
  })

  test('names a link that leads nowhere', async () => {
    const { problems } = await referenceOf('/** See {@link elsewhere}. */ export const a = 1')
    expect(problems).toEqual([expect.stringContaining('elsewhere')])
  })

  test('names a type that an export mentions and that is not exported itself', async () => {
    const { problems } = await referenceOf(`
      interface Hidden { a: 1 }
      /** Shown. */
      export const shown: Hidden = { a: 1 }
    `)
    expect(problems).toEqual([expect.stringContaining('Hidden')])
  })
})
