import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fakeHouse, type FakeHouse, linksModules } from './fake-house.ts'
import { makeReady } from './ready.mjs'

test('brings Node and pnpm where they are missing, installs, and says so in three lines', async () => {
  using house = fakeHouse()
  const { node, pnpm } = await makeReady(house.options)
  expect(existsSync(node) && existsSync(pnpm ?? '')).toBe(true)
  expect(node).toContain(join('.toolchain', `node-for-tests-${process.versions.node}`, 'bin'))
  const major = process.versions.node.split('.')[0]
  expect(house.said).toEqual([
    `Bringing Node ${major} and pnpm ${major} (once, about 10 s)…`,
    "Installing the course's dependencies…",
    expect.stringMatching(/^Ready after \d+\.\d s\.\n$/u),
  ])
})

test('does nothing the second time, and says nothing', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  house.said.length = 0
  house.npmDoes('process.exit(1)')
  await makeReady(house.options)
  expect(house.said).toEqual([])
  expect(installs(house)).toHaveLength(1)
})

test('runs a Node that is new enough as it is, and brings only pnpm', async () => {
  using house = fakeHouse()
  const running = { path: process.execPath, version: '24.0.0' }
  const { node } = await makeReady({ ...house.options, running })
  expect(node).toBe(process.execPath)
  expect(readdirSync(join(house.root, '.toolchain')).toSorted()).toEqual([
    `pnpm-for-tests-${process.versions.node}`,
    'setup.log',
  ])
})

test('trusts the lock file and keeps it as it is', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  expect(installs(house)[0]).toBe('--frozen-lockfile --trust-lockfile --reporter=append-only')
})

test('lets the lock file follow the manifests when asked to, also when all is installed', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  await makeReady({ ...house.options, mayChangeLock: true })
  expect(installs(house)[1]).toContain('--no-frozen-lockfile')
  await makeReady(house.options)
  expect(installs(house)).toHaveLength(2)
})

test.for([
  ['the lock file', 'pnpm-lock.yaml', 'some: 2'],
  ['a manifest', 'trace/package.json', '{ "dependencies": { "other": "2" } }'],
  ['the workspace', 'pnpm-workspace.yaml', 'packages: []'],
  ['a lesson', 'lessons/02-second/package.json', '{}'],
] as const)('installs again when there is another version of %s', async ([, path, text]) => {
  using house = fakeHouse()
  await makeReady(house.options)
  house.write(path, text)
  await makeReady(house.options)
  expect(installs(house)).toHaveLength(2)
})

test.for(['node_modules', 'trace/node_modules'])(
  'installs again when %s is gone',
  async (folder) => {
    using house = fakeHouse()
    await makeReady(house.options)
    rmSync(join(house.root, folder), { recursive: true })
    await makeReady(house.options)
    expect(installs(house)).toHaveLength(2)
    expect(existsSync(join(house.root, folder))).toBe(true)
  },
)

test('repairs an installation that was interrupted', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  house.write('pnpm-lock.yaml', 'some: 2')
  house.pnpmDoes('process.exit(1)')
  await expect(makeReady(house.options)).rejects.toThrow('Cannot install the dependencies')
  house.write('pnpm-lock.yaml', 'some: 1')
  house.pnpmDoes(linksModules)
  await makeReady(house.options)
  expect(installs(house)).toHaveLength(2)
})

test('two at once set up once', async () => {
  using house = fakeHouse()
  const [one, other] = await Promise.all([makeReady(house.options), makeReady(house.options)])
  expect(one).toEqual(other)
  expect(installs(house)).toHaveLength(1)
  expect(house.said.filter((line) => line.startsWith('Bringing'))).toHaveLength(1)
  expect(house.said.join('\n')).toContain('Another set-up is at work in this folder')
})

test('leaves nothing but its log when it fails', async () => {
  using house = fakeHouse()
  house.npmDoes("console.error('npm error code ECONNREFUSED'); process.exit(1)")
  await expect(makeReady(house.options)).rejects.toThrow('the npm registry did not answer')
  expect(readdirSync(join(house.root, '.toolchain'))).toEqual(['setup.log'])
  expect(readFileSync(join(house.root, '.toolchain', 'setup.log'), 'utf8')).toContain(
    'ECONNREFUSED',
  )
})

test('says what to do where nobody makes a Node for the machine', async () => {
  using house = fakeHouse()
  const builds = { pnpm: house.pnpm }
  const machine = { platform: 'linux', arch: 'x64' }
  await expect(makeReady({ ...house.options, builds, machine })).rejects.toThrow(
    'Cannot bring a newer Node: this is Node 20.1.0, expected 24 or newer, and the npm registry ' +
      'has none for linux-x64-musl.\nInstall Node 24 or newer',
  )
})

test('says that the folder cannot be written', async () => {
  using house = fakeHouse()
  house.write('.toolchain', 'a file in the place of the folder')
  await expect(makeReady(house.options)).rejects.toThrow(`Cannot set up in ${house.root}`)
})

function installs({ root }: FakeHouse): string[] {
  return readFileSync(join(root, 'installs.txt'), 'utf8').trim().split('\n')
}
