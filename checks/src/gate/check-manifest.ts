import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf } from '../house/rooms.ts'
import { manifestKeys } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import { allCode, type LessonFiles } from './lesson-files.ts'

interface Manifest {
  readonly name?: string
  readonly private?: boolean
  readonly type?: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** package.json: the name, what the lesson exports, and a condition for every answer. */
export function checkManifest(files: LessonFiles): Claim[] {
  if (files.manifest === '') return [claim(false, 'package.json is missing')]
  const manifest = parse(files.manifest)
  if (manifest === undefined) return [claim(false, 'package.json is not JSON')]
  const name = `@overlap/lesson-${files.lesson.number}`
  const more = Object.keys(manifest).filter((key) => !manifestKeys.includes(key))
  return [
    claim(manifest.name === name, `package.json has the name ${manifest.name}: expected ${name}`),
    claim(manifest.private === true, 'package.json is not private: expected "private": true'),
    claim(manifest.type === 'module', 'package.json has no "type": "module"'),
    claim(
      manifest.exports?.['.'] === './solution.ts',
      'package.json does not export its solution: expected "exports": { ".": "./solution.ts" }',
    ),
    claim(
      more.length === 0,
      `package.json has ${more.join(', ')}: expected only ${manifestKeys.join(', ')}`,
    ),
    ...checkImportMap(files, readImportMap(files.manifest)),
    ...checkDependencies(files, manifest.dependencies ?? {}),
  ]
}

/** What `#lesson` means under each condition, as a package.json says; empty if it cannot be read. */
export function readImportMap(manifest: string): Readonly<Record<string, string>> {
  return parse(manifest)?.imports?.['#lesson'] ?? {}
}

function checkImportMap(files: LessonFiles, map: Readonly<Record<string, string>>): Claim[] {
  const wanted = new Map([
    ['starter', './starter.ts'],
    ['solution', './solution.ts'],
    ...files.wrong.map(({ name }) => [`wrong-${name}`, `./wrong/${name}.ts`] as const),
    ...files.library.map(({ name }) => [`library-${name}`, `./library/${name}.ts`] as const),
    ['default', './exercise.ts'],
  ])
  const dead = Object.entries(map).filter(
    ([condition, target]) => !wanted.has(condition) && !existsSync(join(files.lesson.dir, target)),
  )
  const entries = Object.keys(map)
  return [
    ...[...wanted].map(([condition, target]) =>
      claim(
        map[condition] === target,
        `package.json, imports, "#lesson", has no "${condition}": "${target}"`,
      ),
    ),
    ...dead.map(([condition, target]) =>
      claim(
        false,
        `package.json, imports, "#lesson", names ${target} as ${condition}: no such file`,
      ),
    ),
    claim(
      entries.length === 0 || entries.at(-1) === 'default',
      'package.json, imports, "#lesson": "default" must stand last, or what follows never counts',
    ),
  ]
}

/** Whether what the lesson imports from other packages is also installed for it. */
function checkDependencies(
  files: LessonFiles,
  dependencies: Readonly<Record<string, string>>,
): Claim[] {
  return allCode(files).map(([file, text]) => {
    const missing = new Set(importsOf(text).flatMap(packageOf))
    for (const name of Object.keys(dependencies)) missing.delete(name)
    const names = [...missing].join(', ')
    return claim(missing.size === 0, `${file} imports ${names}: package.json does not depend on it`)
  })
}

/** The package that an import names; none for a file of the lesson, `#lesson` and Node's own. */
function packageOf(specifier: string): string[] {
  if (/^(?:\.|#|node:)/u.test(specifier)) return []
  return [specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')]
}

function parse(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest
  } catch {
    return undefined
  }
}
