import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bring, executableOf } from './bring.mjs'
import { fakeHouse, type FakeHouse, installs } from './fake-house.ts'
import { SetupError } from './setup-error.mjs'

test('puts each executable into a folder of its own, without the headers', async () => {
  using house = fakeHouse()
  await bringBoth(house)
  expect(readdirSync(toolchainOf(house)).toSorted()).toEqual([
    `node-for-tests-${process.versions.node}`,
    `pnpm-for-tests-${process.versions.node}`,
    'setup.log',
  ])
  const { node } = house
  expect(existsSync(executableOf(toolchainOf(house), node))).toBe(true)
  expect(readdirSync(join(toolchainOf(house), `node-for-tests-${node.version}`))).toEqual(['bin'])
})

test('clears away what an interrupted set-up left', async () => {
  using house = fakeHouse()
  mkdirSync(join(toolchainOf(house), 'incoming-1', 'node_modules'), { recursive: true })
  await bringBoth(house)
  expect(readdirSync(toolchainOf(house)).filter((name) => name.startsWith('incoming'))).toEqual([])
})

test('clears away older versions of what it brings, and nothing else', async () => {
  using house = fakeHouse()
  const kept = ['node-for-tests-musl-1.0.0', 'other-for-tests-1.0.0']
  for (const name of ['node-for-tests-1.0.0', ...kept]) {
    mkdirSync(join(toolchainOf(house), name), { recursive: true })
  }
  await bringThese(house, [house.node])
  expect(new Set(readdirSync(toolchainOf(house)))).toEqual(
    new Set([...kept, `node-for-tests-${house.node.version}`, 'setup.log']),
  )
})

test('refuses a package that is not the one it knows', async () => {
  using house = fakeHouse()
  house.npmDoes(installs([{ ...house.node, integrity: 'another hash' }, house.pnpm]))
  await expect(bringBoth(house)).rejects.toThrow(
    'its hash is wrong. Set-up has deleted it.\n' +
      'Expected hash of node-for-tests\nGot      another hash',
  )
  expect(readdirSync(toolchainOf(house))).toEqual(['setup.log'])
})

test('refuses an executable that does not run here', async () => {
  using house = fakeHouse()
  const node = { ...house.node, version: '99.0.0' }
  house.npmDoes(installs([node]))
  await expect(bringThese(house, [node])).rejects.toThrow(
    'Cannot use node-for-tests 99.0.0: it was downloaded, but does not run on this machine.',
  )
  expect(existsSync(executableOf(toolchainOf(house), node))).toBe(false)
})

test('does not believe an npm that reports success on a full disk', async () => {
  using house = fakeHouse()
  const warning = 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write'
  house.npmDoes(`${installs([house.node, house.pnpm])}\nconsole.error(${JSON.stringify(warning)})`)
  await expect(bringBoth(house)).rejects.toThrow(
    'the disk is full.\nnpm said: TAR_ENTRY_ERROR ENOSPC: no space left on device, write',
  )
})

test('does not believe an npm that reports success and installs nothing', async () => {
  using house = fakeHouse()
  house.npmDoes("console.log('up to date')")
  await expect(bringBoth(house)).rejects.toThrow('npm said: up to date')
})

test('asks for npm where there is none', async () => {
  using house = fakeHouse()
  const bringing = bring([house.node], { toolchain: house.root, npm: undefined }, quiet(house))
  await expect(bringing).rejects.toThrow(/npm was not found on PATH\.\nInstall npm 8/u)
})

test('asks for a newer npm where it is too old', async () => {
  using house = fakeHouse()
  const npm = { file: process.execPath, args: ['-e', 'console.log("6.14.1")', '--'] }
  const bringing = bring([house.node], { toolchain: house.root, npm }, quiet(house))
  await expect(bringing).rejects.toThrow('this is npm 6.14.1, expected 8 or newer')
})

test('ends npm when it is called off, and leaves nothing half done', async () => {
  using house = fakeHouse()
  const controller = new AbortController()
  const reason = new SetupError('called off')
  house.npmDoes('setTimeout(() => {}, 30_000)')
  const say = (): void => controller.abort(reason)
  await expect(
    bring([house.node], fromOf(house), { ...quiet(house), signal: controller.signal, say }),
  ).rejects.toBe(reason)
  expect(readdirSync(toolchainOf(house))).toEqual(['setup.log'])
})

function bringBoth(house: FakeHouse): Promise<void> {
  return bringThese(house, [house.node, house.pnpm])
}

async function bringThese(house: FakeHouse, builds: FakeHouse['node'][]): Promise<void> {
  mkdirSync(toolchainOf(house), { recursive: true })
  await bring(builds, fromOf(house), quiet(house))
}

function fromOf(house: FakeHouse): { toolchain: string; npm: { file: string; args: string[] } } {
  mkdirSync(toolchainOf(house), { recursive: true })
  return { toolchain: toolchainOf(house), npm: house.options.npm }
}

function toolchainOf(house: FakeHouse): string {
  return join(house.root, '.toolchain')
}

function quiet(house: FakeHouse): Parameters<typeof bring>[2] {
  const log = join(toolchainOf(house), 'setup.log')
  mkdirSync(toolchainOf(house), { recursive: true })
  return { cwd: house.root, env: process.env, log, signal: house.options.signal, say: () => {} }
}
