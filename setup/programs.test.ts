import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { environmentFor } from './environment.mjs'
import { commandOf, findProgram } from './programs.mjs'

const root = join(import.meta.dirname, '..')
const tools = { node: join('some', 'bin', 'node') }
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>
}
const started = Object.values(scripts).filter((text) => text !== 'node setup/size.mjs')

test('every script starts a program that is there, and asks nothing of a shell', () => {
  expect(started.length).toBeGreaterThan(10)
  for (const text of started) {
    expect(text).toMatch(/^node (-- )?setup\/run\.mjs [\w-]+( [\w-]+)?$/u)
    const program = findProgram(text.replace('-- ', '').split(' ')[2])
    if (program.kind === 'setup' || program.kind === 'node') continue
    const { args } = commandOf(program, [], { root, tools })
    expect([text, args.some((arg) => existsSync(arg))]).toEqual([text, true])
  }
})

test('runs a room as the TypeScript file that it is, under the Node of the house', () => {
  const program = findProgram('course')
  if (program.kind === 'setup') throw new Error('expected a room')
  const { file, args } = commandOf(program, ['run', '2'], { root, tools })
  expect(file).toBe(tools.node)
  expect(args.slice(-4)).toEqual(['--', join(root, 'course/src/main.ts'), 'run', '2'])
})

test('drops the two dashes that pnpm passes on, once', () => {
  const program = findProgram('course')
  if (program.kind === 'setup') throw new Error('expected a room')
  const { args } = commandOf(program, ['run', '2', '--', '--seed', '3', '--'], { root, tools })
  expect(args.slice(-5)).toEqual(['run', '2', '--seed', '3', '--'])
})

test.each([
  ['as pnpm passes them on', ['trace', '--', 'a.ts', '--', 'x'], ['trace', 'a.ts', '--', 'x']],
  ['as npm passes them on', ['trace', 'a.ts', '--', 'x'], ['trace', 'a.ts', '--', 'x']],
])('keeps the two dashes of a traced program, %s', (_, words, kept) => {
  const program = findProgram('course')
  if (program.kind === 'setup') throw new Error('expected a room')
  const { args } = commandOf(program, words, { root, tools })
  expect(args.slice(-4)).toEqual(kept)
})

test('runs any other file under the Node of the house', () => {
  const program = findProgram('node')
  if (program.kind === 'setup') throw new Error('expected Node')
  const { file, args } = commandOf(program, ['some.ts', '--flag'], { root, tools })
  expect(file).toBe(tools.node)
  expect(args.slice(-2)).toEqual(['some.ts', '--flag'])
})

test("runs a tool's JavaScript file under the Node of the house", () => {
  const program = findProgram('types')
  if (program.kind === 'setup') throw new Error('expected a tool')
  const { file, args } = commandOf(program, ['--listFilesOnly'], { root, tools })
  expect(file).toBe(tools.node)
  expect(args.at(-5)).toMatch(/typescript.bin.tsc$/u)
  expect(args.slice(-4)).toEqual(['--noEmit', '-p', 'tsconfig.json', '--listFilesOnly'])
})

test.for(['nonsense', 'toString', undefined])('names the programs when asked for %s', (name) => {
  expect(() => findProgram(name)).toThrow(/^Cannot run \w+: expected one of course, test, /u)
})

test('puts the Node and the pnpm of the house first on PATH, once', () => {
  const env = { PATH: ['usr', join('some', 'bin')].join(delimiter), HOME: 'home' }
  expect(environmentFor(env, { ...tools, pnpm: join('its', 'pnpm') })).toEqual({
    PATH: [join('some', 'bin'), 'its', 'usr'].join(delimiter),
    HOME: 'home',
    npm_node_execpath: tools.node,
  })
})

test('finds PATH under the name that Windows gives it', () => {
  expect(environmentFor({ Path: 'usr' }, tools)).toMatchObject({
    Path: [join('some', 'bin'), 'usr'].join(delimiter),
  })
})
