import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { machinePaths } from './machine-paths.ts'
import { textFiles } from './text-files.ts'

// Put together here, so that this file does not contain it.
const home = ['', 'home', 'ada', 'overlap'].join('/')

test('a home, and the place where the repository is, are paths of a machine', () => {
  const found = (text: string): string[] => machinePaths({ path: 'a.md', text }, '/srv/clone')
  expect(found(`see ${home}`)).toHaveLength(1)
  expect(found('cd /srv/clone && npm test')).toHaveLength(1)
  expect(found(`${homedir()}/notes`)).not.toEqual([])
  expect(found('GET https://example.com/home/page and /products/1')).toEqual([])
})

test('no file of the repository names one', () => {
  const files = textFiles(root)
  const rooms = new Set(files.map(({ path }) => path.split('/')[0]))
  expect([...rooms]).toEqual(
    expect.arrayContaining(['trace', 'mock-server', 'lessons', 'course', 'docs', 'checks']),
  )
  expect(files.map(({ path }) => path)).toContain('package.json')
  expect(files.flatMap((file) => machinePaths(file, root))).toEqual([])
})
