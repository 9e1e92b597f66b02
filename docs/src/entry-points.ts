import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'

/** One module of the reference. */
export interface EntryPoint {
  /** Absolute path of the file whose exports are documented. */
  readonly file: string
  /** What the reference calls it: its specifier, or a lesson's folder. */
  readonly name: string
  /** What a program writes after `from`. */
  readonly specifier: string
  /** Name of the package the file belongs to. */
  readonly packageName: string
}

/** The rooms with a public face, in the order in which they build on each other. */
const rooms = ['trace', 'mock-server', 'scenarios', 'course']

/** The modules of which each exported function has an example, or what their names begin with. */
export const modulesWithExamples = [
  '@overlap/trace',
  '@overlap/mock-server',
  '@overlap/scenarios',
  'lessons',
]

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, unknown>>
}

/**
 * Finds every module whose exports others may import: what the rooms' manifests export, and each
 * lesson's solution.
 *
 * @param root - Folder of the repository.
 * @throws {Error} if a manifest cannot be read.
 */
export function findEntryPoints(root: string): EntryPoint[] {
  const lessons = globSync('lessons/[0-9][0-9]-*/package.json', { cwd: root }).toSorted()
  return [
    ...rooms.flatMap((room) => entryPointsOf(join(root, room, 'package.json'))),
    ...lessons.flatMap((manifest) => lessonEntryPoint(root, manifest)),
  ]
}

/** Every Markdown file that becomes a page, as absolute paths: those in `pages/` and `decisions/`. */
export function findPages(root: string): string[] {
  return globSync('docs/{pages,decisions}/*.md', { cwd: root })
    .filter((file) => basename(file) !== 'README.md')
    .toSorted()
    .map((file) => join(root, file))
}

function entryPointsOf(manifestPath: string): EntryPoint[] {
  if (!existsSync(manifestPath)) return []
  const { name: packageName, exports = {} } = readManifest(manifestPath)
  return Object.entries(exports).flatMap(([subpath, target]) => {
    const file = typeof target === 'string' ? join(dirname(manifestPath), target) : ''
    const name = posix.join(packageName, subpath)
    return existsSync(file) && file.endsWith('.ts')
      ? [{ file, name, specifier: name, packageName }]
      : []
  })
}

function lessonEntryPoint(root: string, manifest: string): EntryPoint[] {
  const file = join(root, dirname(manifest), 'backstage/solution.ts')
  if (!existsSync(file)) return []
  const { name: packageName } = readManifest(join(root, manifest))
  return [{ file, name: dirname(manifest), specifier: packageName, packageName }]
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}
