import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Build } from './builds.mjs'

/** A folder as set-up meets it, and stand-ins for what it calls. */
export interface FakeHouse extends Disposable {
  readonly root: string
  /** What set-up said. */
  readonly said: string[]
  /** Packages of the registry that `npm` installs from; each runs this Node. */
  readonly node: Build
  readonly pnpm: Build
  /** A Node too old for the house, with an npm that installs the two. */
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

/** Makes a house in a temporary folder. Nothing in it is brought or installed yet. */
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
  // What stands in for pnpm is a Node: asked to `install`, it runs the file of that name.
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
 * Writes what stands in for an executable, as code: a script that runs this Node. Windows runs no
 * scripts, so there it is a copy, and set-up has more than 100 MB to read each time.
 */
const standIn =
  process.platform === 'win32'
    ? 'fs.copyFileSync(process.execPath, file)'
    : `fs.writeFileSync(file, '#!/bin/sh\\nexec "' + process.execPath + '" "$@"\\n', { mode: 0o755 })`

/** What a good `npm install` does, as code. */
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
 * What a good `pnpm install` does, as code. Each call is a line of installs.txt. As pnpm does, it
 * leaves a package alone whose folder is there.
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
