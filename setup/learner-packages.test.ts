import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

// `npm start` installs `dependencies` alone. Nobody who works on Overlap would notice a package that is
// missing there: their node_modules has all of them.

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(file, 'utf8')

interface Manifest {
  readonly name?: string
  readonly dependencies?: Record<string, string>
  readonly exports?: Record<string, string>
}

test('every package that a learner meets is one that npm start installs', () => {
  const files = reachable([
    ...globSync('course/src/{main.ts,**/child.ts,**/worker-setup.ts}', { cwd: root }),
    ...globSync('lessons/*/{*,backstage/{*,library/*,wrong/*}}.ts', { cwd: root }).filter(
      (file) => !file.endsWith('.test.ts') || file.endsWith('check.test.ts'),
    ),
  ])
  expect(files.length).toBeGreaterThan(200)
  const wrong = files.flatMap((file) =>
    packagesIn(file)
      .filter((name) => !isInstalled(name, file))
      .map((name) => `${relative(root, file)} imports ${name}: list it in "dependencies"`),
  )
  expect(wrong).toEqual([])
})

/** The files, and every file of ours that one of them imports. */
function reachable(start: readonly string[]): string[] {
  const found = new Set(start.map((file) => join(root, file)))
  for (const file of found) {
    for (const specifier of importsOf(file)) {
      const target = resolve(specifier, file)
      if (target !== undefined && existsSync(target)) found.add(target)
    }
  }
  return [...found]
}

/** Imports that are gone when the types are: `import type` is left out. */
function importsOf(file: string): string[] {
  const code = read(file).replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gmu, '')
  const imports = code.matchAll(
    /^(?:import|export)\s(?!type\b)[^'"=()]*?from\s*['"]([\w@./#:-]+)['"]|\bimport\(?\s*['"]([\w@./#:-]+)['"]/gmu,
  )
  return [...imports].map(([, from, bare]) => from ?? bare ?? '')
}

function resolve(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(from), specifier)
  const [, name = '', entry = ''] = /^@overlap\/([^/]+)(\/.*)?$/u.exec(specifier) ?? []
  if (name === '') return undefined
  const folder = globSync([name, name.replace(/^lesson-(\d+)$/u, 'lessons/$1-*')], { cwd: root })[0]
  const { exports = {} } = manifest(join(root, folder ?? name, 'package.json'))
  return join(root, folder ?? name, exports[`.${entry}`] ?? '')
}

function packagesIn(file: string): string[] {
  return importsOf(file)
    .filter((specifier) => !/^(?:\.|#|node:|@overlap\/)/u.test(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier)
}

/** Whether the nearest package, or the root for everybody, names it. */
function isInstalled(name: string, file: string): boolean {
  const folder = dirname(file)
  const own = join(folder, 'package.json')
  if (!existsSync(own)) return isInstalled(name, folder)
  return [own, join(root, 'package.json')].some(
    (path) => name in (manifest(path).dependencies ?? {}),
  )
}

function manifest(file: string): Manifest {
  return JSON.parse(read(file)) as Manifest
}
