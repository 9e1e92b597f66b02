import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownRoot } from '../house.ts'

/** What every check imports. Each answer's thread would otherwise load some 230 files of them. */
const packages = ['@overlap/trace', '@overlap/mock-server', '@overlap/scenarios']
/** Runs in each answer's thread as well, and has to be there once, however many answers it checks. */
const threadModule = path.join(import.meta.dirname, 'answer-thread.ts')
const unusedAfterMs = 24 * 60 * 60 * 1000

/** Matches the path of a bundled module. */
export const bundledModule = /\/\.overlap\/cache\/worker\/.*\.mjs$/

/** The file of the module for each specifier, such as `@overlap/trace/vitest`, or for a source. */
export type PackageModules = ReadonlyMap<string, string>

interface Entry {
  readonly specifier: string
  readonly file: string
  /** The name of the bundled file, without its ending. */
  readonly name: string
}

/**
 * Bundles the packages that checks import, with their dependencies, into `.overlap/cache`, or finds
 * the bundle that an earlier run made of the same files. Building takes some 0.7 s, finding 0.02 s.
 *
 * @param folder Where bundles are kept; by default in the course's own `.overlap/cache`.
 */
export async function openWorkerBundle(
  folder = path.join(ownRoot, '.overlap/cache/worker'),
): Promise<PackageModules> {
  const entries = [
    ...packages.flatMap(entriesOf),
    { specifier: threadModule, file: threadModule, name: 'answer-thread' },
  ]
  const dir = path.join(folder, fingerprint())
  if (!existsSync(dir)) {
    await build(entries, dir)
    removeUnused(folder)
  }
  return new Map(
    entries.map(({ specifier, name }) => [specifier, slashed(path.join(dir, `${name}.mjs`))]),
  )
}

/** The same packages as they are, file by file, below another path to the course's own folder. */
export function sourceModules(root: string): PackageModules {
  const files = new Map(packages.flatMap(entriesOf).map(({ specifier, file }) => [specifier, file]))
  files.set('vitest', fileURLToPath(ownVitest()))
  const below = (file: string): string =>
    slashed(path.join(root, path.relative(ownRoot, realpathSync(file))))
  return new Map([...files].map(([specifier, file]) => [specifier, below(file)]))
}

// Vite names modules with slashes on every system.
function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}

function manifestOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url)
  if (file === undefined) throw new Error(`Cannot find the package ${name}`)
  return file
}

function entriesOf(name: string): Entry[] {
  const file = manifestOf(name)
  const { exports } = JSON.parse(readFileSync(file, 'utf8')) as { exports: Record<string, string> }
  return Object.entries(exports).map(([subpath, target]) => {
    const specifier = path.posix.join(name, subpath)
    return {
      specifier,
      file: path.join(path.dirname(file), target),
      name: specifier.replace('@', '').replaceAll('/', '-'),
    }
  })
}

/** A hash of all that the bundle is made from. */
function fingerprint(): string {
  const hash = createHash('sha256').update(ownVitest())
  for (const name of packages) {
    const home = path.dirname(manifestOf(name))
    hash.update(readFileSync(path.join(home, 'package.json')))
    for (const file of sourcesIn(path.join(home, 'src'))) {
      hash.update(file).update(readFileSync(file))
    }
  }
  for (const file of sourcesIn(import.meta.dirname)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => path.join(folder, name))
}

/** The one copy of Vitest that runs the check; the matchers have to be added to its `expect`. */
function ownVitest(): string {
  return import.meta.resolve('vitest')
}

async function build(entries: readonly Entry[], dir: string): Promise<void> {
  const vite = await import('vite')
  const draft = `${dir}.${randomUUID()}.tmp`
  const vitest = ownVitest()
  await vite.build({
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'silent',
    root: path.dirname(manifestOf('@overlap/mock-server')),
    ssr: { noExternal: true },
    plugins: [
      {
        name: 'overlap:own-vitest',
        enforce: 'pre',
        resolveId: (id) => (id === 'vitest' ? { id: vitest, external: true } : undefined),
      },
    ],
    build: {
      ssr: true,
      outDir: draft,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input: Object.fromEntries(entries.map(({ name, file }) => [name, file])),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name]-[hash].mjs',
          // Less to parse in each thread; the names stay, since errors show them.
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
  })
  try {
    renameSync(draft, dir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another process has built the same one meanwhile.
    if (!existsSync(dir)) throw error
  }
}

// A bundle of other sources may still serve a check that is being watched: it is kept for a day.
function removeUnused(folder: string): void {
  const before = Date.now() - unusedAfterMs
  for (const name of readdirSync(folder)) {
    const dir = path.join(folder, name)
    if (statSync(dir).mtimeMs < before) rmSync(dir, { recursive: true, force: true })
  }
}
