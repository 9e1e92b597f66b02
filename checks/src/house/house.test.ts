import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { textFiles } from './files.ts'
import { halfTests, machinePaths, tooLong } from './habits.ts'
import { wrongImports } from './rooms.ts'

const files = textFiles(root)

test('sees the files of every room', () => {
  const rooms = new Set(files.map(({ path }) => path.split('/')[0]))
  expect([...rooms]).toEqual(
    expect.arrayContaining(['trace', 'mock-server', 'lessons', 'course', 'docs', 'checks']),
  )
  expect(files.map(({ path }) => path)).toContain('package.json')
})

test('imports only rooms that stand before the one that imports', () => {
  expect(files.filter(isTypeScript).flatMap(wrongImports)).toEqual([])
})

test('has no file of code that is too long to read at once', () => {
  expect(files.flatMap(tooLong)).toEqual([])
})

test('names no path of one machine', () => {
  expect(files.flatMap((file) => machinePaths(file, root))).toEqual([])
})

test('has no test that is left out, or that leaves others out', () => {
  expect(files.flatMap(halfTests)).toEqual([])
})

function isTypeScript({ path }: { path: string }): boolean {
  return path.endsWith('.ts')
}
