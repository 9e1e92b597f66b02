import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Build } from './builds.mjs'

/** A folder for set-up to work in, and fakes of the programs that it calls. */
export interface FakeHouse extends Disposable {
  readonly root: string
  /** The messages of set-up. */
  readonly said: string[]
  /** Packages of the registry that `npm` installs from; each runs this Node. */
  readonly node: Build
  readonly pnpm: Build
  /** A Node that is too old for the course, with an npm that installs both builds. */
  readonly options: {
    readonly root: string
    readonly signal: AbortSignal
    readonly needs: 'lessons'
    readonly env: NodeJS.ProcessEnv
    readonly machine: { readonly platform: string; readonly arch: string }
    readonly builds: { readonly node: Build; readonly pnpm: Build }
    readonly running: { readonly path: string; readonly version: string }
    readonly npm: { readonly file: string; readonly args: string[] }
    readonly say: (text: string) => void
  }
  /** Replaces what `npm install` does: the body of a module. */
  npmDoes(code: string): void
  /** Replaces what `pnpm install` does. */
  pnpmDoes(code: string): void
  write(path: string, text: string): void
}

const exe = process.platform === 'win32' ? '.exe' : ''

/** Makes such a folder. Nothing in it is downloaded or installed yet. */
export function fakeHouse(): FakeHouse {
  const folder = mkdtempSync(join(tmpdir(), 'overlap set-up ü '))
  const root = join(folder, 'house')
  const said: string[] = []
  const node = fakeBuild('node-for-tests', `bin/node${exe}`)
  const pnpm = fakeBuild('@pnpm/exe.for-tests', `pnpm${exe}`)
  const npm = join(folder, 'npm-cli.mjs')
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const npmDoes = (code: string): void => writeFileSync(npm, fakeNpm(code))
  // The fake pnpm is a Node, so `pnpm install` runs the file install.js.
  const pnpmDoes = (code: string): void => write('install.js', code)

  write(
    'package.json',
    '{ "type": "module", "dependencies": { "some": "1" }, "devDependencies": { "tool": "1" } }',
  )
  write('trace/package.json', '{ "dependencies": { "other": "1" } }')
  write('lessons/01-first/package.json', '{}')
  write('pnpm-lock.yaml', 'some: 1')
  npmDoes(installs([node, pnpm]))
  pnpmDoes(linksModules)
  return {
    root,
    said,
    node,
    pnpm,
    options: {
      root,
      signal: new AbortController().signal,
      needs: 'lessons',
      env: {},
      machine: { platform: 'linux', arch: 'x64' },
      builds: { node, pnpm },
      running: { path: process.execPath, version: '20.1.0' },
      npm: { file: process.execPath, args: [npm] },
      say: (text) => void said.push(text),
    },
    npmDoes,
    pnpmDoes,
    write,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function fakeBuild(name: string, executable: string): Build {
  return { name, version: process.versions.node, integrity: `hash of ${name}`, executable }
}

function fakeNpm(code: string): string {
  return `if (process.argv[2] === '--version') console.log('11.19.1')\nelse {\n${code}\n}`
}

/**
 * Code that writes a fake executable: a script that runs this Node. Windows cannot run scripts, so
 * there it copies Node, and set-up has to read more than 100 MB each time.
 */
const standIn =
  process.platform === 'win32'
    ? 'fs.copyFileSync(process.execPath, file)'
    : `fs.writeFileSync(file, '#!/bin/sh\\nexec "' + process.execPath + '" "$@"\\n', { mode: 0o755 })`

/** The code of a successful `npm install`. */
export function installs(builds: readonly Build[]): string {
  return `
const fs = await import('node:fs')
const { join, dirname } = await import('node:path')
const packages = {}
for (const { name, version, integrity, executable } of ${JSON.stringify(builds)}) {
  if (!process.argv.includes(name + '@' + version)) continue
  const file = join('node_modules', name, executable)
  fs.mkdirSync(dirname(file), { recursive: true })
  fs.mkdirSync(join('node_modules', name, 'include'))
  ${standIn}
  packages['node_modules/' + name] = { version, integrity }
}
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }))`
}

/**
 * The code of a successful `pnpm install`. Each call adds a line to installs.txt. Like pnpm, it
 * skips a package whose folder exists.
 */
export const linksModules = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
const all = process.argv.includes('--prod=false')
const places = ['node_modules/some', 'trace/node_modules/other', ...(all ? ['node_modules/tool'] : [])]
for (const place of places) {
  if (existsSync(place)) continue
  mkdirSync(place, { recursive: true })
  writeFileSync(place + '/package.json', '{}')
}
writeFileSync('node_modules/.modules.yaml', JSON.stringify({ included: { devDependencies: all } }, null, 2))
appendFileSync('installs.txt', process.argv.slice(2).join(' ') + '\\n')`
