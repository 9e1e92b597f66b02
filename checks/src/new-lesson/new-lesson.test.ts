import {
  cpSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runNode, runTool, tools } from '../program.ts'
import { root as here } from '../root.ts'
import { writeNewLesson } from './new-lesson.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'overlap-new-lesson-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('a new lesson', () => {
  test('has its number, its name and a title in every place', () => {
    expect(writeNewLesson(root, '7', 'first-good-answer')).toBe('lessons/07-first-good-answer')
    const read = (file: string): string =>
      readFileSync(join(root, 'lessons/07-first-good-answer', file), 'utf8')
    expect(read('package.json')).toContain('"@overlap/lesson-07"')
    expect(read('README.md')).toContain('# First good answer')
    expect(read('README.md')).toContain('$ npm run lesson 7\n')
    const files = globSync('lessons/**/*.{ts,md,json}', { cwd: root })
    expect(files.filter((file) => readFileSync(join(root, file), 'utf8').includes('{{'))).toEqual(
      [],
    )
  })

  test.each([
    ['0', 'name', 'Cannot number a lesson "0": expected a number from 1 to 99'],
    ['100', 'name', 'Cannot number a lesson "100"'],
    ['two', 'name', 'Cannot number a lesson "two"'],
    ['2', 'My Name', 'Cannot name a lesson "My Name": expected lowercase letters and hyphens'],
    ['2', '../x', 'Cannot name a lesson "../x"'],
  ])('is refused with the number %s and the name %s', (number, name, message) => {
    expect(() => writeNewLesson(root, number, name)).toThrow(message)
    expect(readdirSync(root)).toEqual([])
  })

  test('is refused when its number is taken', () => {
    writeNewLesson(root, '23', 'one')
    expect(() => writeNewLesson(root, '23', 'two')).toThrow('the number is taken by lessons/23-one')
  })
})

describe('the steps of CONTRIBUTING.md', () => {
  const checks = join(here, 'checks/src')

  test('name commands that are there', () => {
    const contributing = readFileSync(join(here, 'CONTRIBUTING.md'), 'utf8')
    expect(contributing).toContain('npm run new-lesson 23 my-name')
    expect(contributing).toContain('npm test -- gate 23')
  })

  test('lead from no lesson to one with all its parts, and the gate says what to write', async () => {
    symlinkSync(join(here, 'node_modules'), join(root, 'node_modules'), 'junction')
    cpSync(join(here, '.oxfmtrc.json'), join(root, '.oxfmtrc.json'))
    const tsconfig = {
      extends: join(here, 'tsconfig.json'),
      include: ['lessons/**/*.ts', join(here, 'trace/src/vitest.ts')],
    }
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(tsconfig))

    const made = await runNode([
      join(checks, 'new-lesson/main.ts'),
      '23',
      'my-name',
      '--root',
      root,
    ])
    expect(made.output).toContain('Made lessons/23-my-name')
    // What `npm run setup` does for a real one: its package finds the rooms that it imports.
    const installed = join(here, 'lessons/02-all-at-once/node_modules')
    symlinkSync(installed, join(root, 'lessons/23-my-name/node_modules'), 'junction')

    const gate = await runNode([join(checks, 'gate/main.ts'), '23', '--root', root])
    expect(gate.code).toBe(1)
    expect(gate.output).toMatch(/lesson 23-my-name +[\d.]+ s {2}parts (?<all>\d+)\/\k<all> /u)
    expect(gate.output).toContain('lesson 23-my-name: still to write: README.md, demo.ts')
    expect(gate.output).toContain('lesson 23-my-name: solution should pass but fails')
    expect(gate.output).not.toContain('should run and fail a step but cannot be checked')

    const format = await runTool(tools.oxfmt, ['lessons'], { cwd: root })
    expect(format).toMatchObject({ code: 0 })
    const types = await runTool(tools.tsc, ['-p', 'tsconfig.json'], { cwd: root })
    expect(types.output.split('\n').filter((line) => line.startsWith('lessons/'))).toEqual([])
  })
})
