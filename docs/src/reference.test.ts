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
    return { file, name: packageName, specifier: packageName, packageName }
  })
  const tsconfig = join(folder, 'tsconfig.json')
  writeFileSync(tsconfig, '{"compilerOptions":{"types":[]},"include":["*/module.ts"]}')
  return makeReference({ entryPoints, tsconfig, root: folder })
}

describe('the reference', () => {
  test('has no problem when every export is documented', async () => {
    const { modules, exports, problems } = await referenceOf(`
      /** Waits. Cancel with an {@link AbortSignal}; see also {@link tick}. */
      export function wait(): void {}
      /** One step. */
      export const tick = 1
    `)
    expect({ modules, exports, problems }).toEqual({ modules: 1, exports: 2, problems: [] })
  })

  test('names whatever is not documented: each export, and each member of one', async () => {
    const { problems } = await referenceOf(
      'export function aFunction(): void {}',
      'export class AClass {}',
      'export interface AnInterface {}',
      'export type AType = 1',
      'export const aVariable = 1',
      '/** Dressed. */ export interface I { aProperty: 1 }',
      '/** Dressed. */ export class C { aMethod(): void {} }',
      '/** An error. */ export class E extends Error { aCode = 1 }',
      '/** Dressed. */ export interface S { set aSetter(n: number) }',
    )
    const names = problems.map((problem) => /\.(?<name>\w+) \(/u.exec(problem)?.groups?.['name'])
    expect(new Set(names)).toEqual(
      new Set([
        'AClass',
        'AType',
        'AnInterface',
        'aCode',
        'aFunction',
        'aMethod',
        'aProperty',
        'aSetter',
        'aVariable',
      ]),
    )
    expect(problems).toHaveLength(9)
  })

  test('asks for no comment where another says it all', async () => {
    const { problems } = await referenceOf(
      '/** A type with a property. */ export type A = 1 | { kind: "b" }',
      '/** An error with a name. */ export class E extends Error { override name = "E" }',
      '/** Both. */ export interface B {\n/** The size. */\nget size(): 1\nset size(n: 1 | 2)\n}',
    )
    expect(problems).toEqual([])
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
