import { importsOf } from './imports-of.ts'
import { newManifest } from '../new-lesson/new-lesson.ts'
import { type Claim, claim } from './claim.ts'
import { allCode, type LessonFiles } from './lesson-files.ts'

type Manifest = Readonly<Record<string, unknown>> & {
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Checks that package.json equals the one of a new lesson, except for the dependencies. */
export function checkManifest(files: LessonFiles): Claim[] {
  if (files.manifest === '') return [claim(false, 'package.json is missing')]
  const manifest = parse(files.manifest)
  if (manifest === undefined) return [claim(false, 'package.json is not JSON')]
  const expected = parse(newManifest(files.lesson.number)) ?? {}
  const foreign = Object.keys(manifest).filter((key) => !(key in expected))
  return [
    ...Object.keys(expected)
      .filter((key) => key !== 'dependencies')
      .map((key) => checkField(key, manifest[key], expected[key])),
    claim(
      foreign.length === 0,
      `package.json has ${foreign.join(', ')}: expected only ${Object.keys(expected).join(', ')}`,
    ),
    ...checkDependencies(files, manifest.dependencies ?? {}),
  ]
}

function checkField(key: string, found: unknown, expected: unknown): Claim {
  const has = found === undefined ? `no "${key}"` : `"${key}": ${JSON.stringify(found)}`
  return claim(
    JSON.stringify(found) === JSON.stringify(expected),
    `package.json has ${has}: expected "${key}": ${JSON.stringify(expected)}`,
  )
}

/** Checks that package.json lists every package that the lesson imports, and no later lesson. */
function checkDependencies(
  files: LessonFiles,
  dependencies: Readonly<Record<string, string>>,
): Claim[] {
  const own = Number(files.lesson.number)
  const later = Object.keys(dependencies).filter(
    (name) => Number(/^@overlap\/lesson-(?<number>\d\d)$/u.exec(name)?.[1] ?? 0) >= own,
  )
  const order = claim(
    later.length === 0,
    `package.json depends on ${later.join(', ')}: expected only earlier lessons`,
  )
  const imports = allCode(files).map(([file, text]) => {
    const missing = new Set(importsOf(text).flatMap(packageOf))
    for (const name of Object.keys(dependencies)) missing.delete(name)
    const names = [...missing].join(', ')
    return claim(missing.size === 0, `${file} imports ${names}: package.json does not depend on it`)
  })
  return [order, ...imports]
}

/**
 * The package that an import names. Empty for files of the lesson, `#lesson` and Node's modules.
 */
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
