import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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
    `Downloading Node ${major} and pnpm ${major} (once, about 10 s)...`,
    'Installing the packages of the lessons (about 10 s)...',
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

test('brings a Node where the one that is there is older than the oldest that was tested', async () => {
  using house = fakeHouse()
  const running = { path: process.execPath, version: '24.17.9' }
  const { node } = await makeReady({ ...house.options, running })
  expect(node).toContain('.toolchain')
})

test('runs a Node that is new enough as it is, and brings only pnpm', async () => {
  using house = fakeHouse()
  const running = { path: process.execPath, version: '24.18.0' }
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
  expect(installs(house)[0]).toContain('--frozen-lockfile --trust-lockfile')
})

test('repairs a damaged file, although everything seems to be installed', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  house.write('node_modules/some/index.js', 'cut sho')
  await makeReady({ ...house.options, repair: true })
  expect(existsSync(join(house.root, 'node_modules/some/index.js'))).toBe(false)
  expect(installs(house)).toHaveLength(2)
})

test('when repairing, lets the lock file follow a manifest that was changed', async () => {
  using house = fakeHouse()
  house.pnpmDoes(
    `if (process.argv.includes('--frozen-lockfile')) {
      console.error('Error: ERR_PNPM_OUTDATED_LOCKFILE')
      process.exit(1)
    }
    ${linksModules.replaceAll('import {', 'const {').replace("} from 'node:fs'", "} = await import('node:fs')")}`,
  )
  await expect(makeReady(house.options)).rejects.toThrow('If you changed a package.json')
  await makeReady({ ...house.options, repair: true })
  expect(installs(house)).toEqual([expect.stringContaining('--no-frozen-lockfile')])
})

test('installs the tools when a program first needs them, and keeps them', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  expect(existsSync(join(house.root, 'node_modules/tool'))).toBe(false)
  await makeReady({ ...house.options, needs: 'everything' })
  expect(house.said).toContain(
    'Installing the tools behind npm test, docs and bench (about 10 s)...',
  )
  await makeReady(house.options)
  expect(installs(house)).toEqual([
    expect.stringContaining('--prod=true'),
    expect.stringContaining('--prod=false'),
  ])
  // Another version of Overlap, and a learner's program: the tools stay.
  house.write('pnpm-lock.yaml', 'some: 2')
  await makeReady(house.options)
  expect(installs(house)[2]).toContain('--prod=false')
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

test.for(['node_modules', 'trace/node_modules', 'trace/node_modules/other'])(
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

test('installs everything again when a package has no manifest, which pnpm does not notice', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  const manifest = join(house.root, 'trace/node_modules/other/package.json')
  rmSync(manifest)
  await makeReady(house.options)
  expect(house.said).toContain('A package is damaged. Installing all packages again...')
  expect(existsSync(manifest)).toBe(true)
})

test('brings an executable again that was changed', async () => {
  using house = fakeHouse()
  const { pnpm = '' } = await makeReady(house.options)
  rmSync(pnpm)
  writeFileSync(pnpm, 'something else')
  await makeReady(house.options)
  expect(house.said.filter((line) => line.startsWith('Downloading'))).toHaveLength(1)
  await makeReady({ ...house.options, needs: 'everything' })
  expect(house.said.filter((line) => line.startsWith('Downloading pnpm'))).toHaveLength(1)
})

test('brings only the executable that was changed', async () => {
  using house = fakeHouse()
  const { node } = await makeReady(house.options)
  house.said.length = 0
  rmSync(node)
  await makeReady(house.options)
  expect(house.said[0]).toMatch(/^Downloading Node \d+ \(/u)
})

test('installs again when a folder has the name of the stamp', async () => {
  using house = fakeHouse()
  house.write('node_modules/.overlap-setup/some', '')
  await makeReady(house.options)
  await makeReady(house.options)
  expect(installs(house)).toHaveLength(1)
})

test('refuses a .toolchain that is a link, and writes nothing there', async () => {
  using house = fakeHouse()
  const elsewhere = join(house.root, '..', 'elsewhere')
  mkdirSync(elsewhere)
  symlinkSync(elsewhere, join(house.root, '.toolchain'), 'junction')
  await expect(makeReady(house.options)).rejects.toThrow(
    /\.toolchain is a link, but it should be a folder/u,
  )
  expect(readdirSync(elsewhere)).toEqual([])
})

test('repairs an installation that was interrupted', async () => {
  using house = fakeHouse()
  await makeReady(house.options)
  house.write('pnpm-lock.yaml', 'some: 2')
  house.pnpmDoes('process.exit(1)')
  await expect(makeReady(house.options)).rejects.toThrow('Cannot install the packages')
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
  expect(house.said.filter((line) => line.startsWith('Downloading'))).toHaveLength(1)
  expect(house.said.join('\n')).toContain('Another set-up is running in this folder')
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
    'Cannot download a newer Node: this is Node 20.1.0, expected 24.18.0 or newer, and the npm registry ' +
      'has no Node for linux-x64-musl.\nInstall Node 24.18.0 or newer',
  )
})

test('says that the folder cannot be written', async () => {
  using house = fakeHouse()
  house.write('.toolchain', 'a file in the place of the folder')
  await expect(makeReady(house.options)).rejects.toThrow(
    `Cannot make the folder ${join(house.root, '.toolchain')}: a file is where a folder should be.`,
  )
})

function installs({ root }: FakeHouse): string[] {
  return readFileSync(join(root, 'installs.txt'), 'utf8').trim().split('\n')
}
