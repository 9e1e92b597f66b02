import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { builds } from './builds.mjs'
import { oldestNode } from './requirements.mjs'
import { isAtLeast, majorOf } from './compare-versions.mjs'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const minor = oldestNode.split('.').slice(0, 2).join('.')

test('the root package.json declares the oldest Node, and every other place says the same', () => {
  expect(oldestNode).toMatch(/^\d+\.\d+\.\d+$/u)
  expect(read('README.md')).toContain(`older than ${minor}`)
  expect(read('docs/decisions/toolchain.md')).toContain(`Node ${minor} or newer`)
  expect(read('mock-server/src/stage/expect-node.ts')).toContain(
    `oldestMajor = ${majorOf(oldestNode)}\n`,
  )
})

test('README names the oldest Node that can run set-up', () => {
  const [, oldest] = /major < (\d+)/u.exec(read('setup/run.mjs')) ?? []
  expect(read('README.md')).toContain(`You need [Node](https://nodejs.org) ${oldest} or newer`)
})

test('the Node that is brought, and the one of the dev container, are new enough', () => {
  const [, image = ''] = /"node:(\d+)-/u.exec(read('.devcontainer/devcontainer.json')) ?? []
  const versions = Object.values(builds).flatMap(({ node }) => (node ? [node.version] : []))
  for (const version of [...versions, `${image}.0.0`]) {
    expect([version, isAtLeast(version, oldestNode)]).toEqual([version, true])
  }
  expect(Number(image)).toBe(majorOf(builds['linux-x64']?.node?.version ?? ''))
})
