import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { House } from '../src/house.ts'
import { makeHouse } from './house.ts'
import { cleanEnv, runCourse } from './run-course.ts'

const main = path.join(import.meta.dirname, '../src/main.ts')

const demo = (house: House): string => path.join(house.lessonsDir, '01-first/demo.ts')

test('list tells what to type next, and loads nothing that it does not need', async () => {
  const house = makeHouse()
  const spy = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module'
    registerHooks({ load: (url, context, next) => (process.stderr.write(url + '\\n'), next(url, context)) })
  `)}`
  const { code, out, err } = await runCourse(house, ['list'], { NODE_OPTIONS: `--import=${spy}` })
  expect(code).toBe(0)
  expect(out).toContain('npm run lesson 1 ')
  expect(err).toContain('/commands/list.ts')
  expect(err).not.toMatch(/vitest|clack|\/diff\/|msw|mock-server/)
})

test('a check that fails ends with code 1, after the verdict, the types and what to do', async () => {
  const house = makeHouse()
  const starter = path.join(house.lessonsDir, '02-double-it/starter.ts')
  writeFileSync(starter, 'export const double = (n: number): string => n')
  const { code, out, err } = await runCourse(house, ['check', '2'])
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out).toMatch(
    /Made [^]+TypeScript says, at line 1: Type 'number'[^]+✗ doubles 2\n[^]+\n\nEdit [^]+hint: npm run hint 2/,
  )
})

test('a command that was typed wrong ends with code 2 and one message', async () => {
  const { code, out, err } = await runCourse(makeHouse(), ['check', '2', '--wacht'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toMatch(/^\nUnknown flag '--wacht' .*\nHow to use it: npm run check -- --help\n\n$/)
})

test('plays in real time by default', async () => {
  const { code, out } = await runCourse(makeHouse(), ['run', '1'])
  expect(code).toBe(0)
  expect(out).toMatch(/1 · In order[^]+peak 1 in flight[^]+2 · All at once[^]+peak 3 in flight/)
})

test.each(['list', 'run 1', 'run 1 --json --virtual'])(
  '`%s` stops in peace, with code 0, when the reader has read enough',
  async (command) => {
    const child = spawn(process.execPath, [main, ...command.split(' ')], {
      env: cleanEnv(makeHouse()),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const errors = text(child.stderr)
    // A list is printed at once: only a reader who has left before that is missed.
    if (command !== 'list') await once(child.stdout, 'data')
    child.stdout.destroy()
    const [code] = (await once(child, 'close')) as [number | null]
    expect({ code, errors: await errors }).toEqual({ code: 0, errors: '' })
  },
)

test('ends with 130 when Ctrl-C ends the demo, as at its questions', async () => {
  const house = makeHouse()
  writeFileSync(
    demo(house),
    'export const network = {}\nexport const demo = async () => process.exit(130)\n',
  )
  const { code, err } = await runCourse(house, ['run', '1', '--virtual'])
  expect({ code, err: err.trim() }).toEqual({ code: 130, err: 'Stopped.' })
})

test('says that a demo ended early', async () => {
  const house = makeHouse()
  writeFileSync(
    demo(house),
    "export const network = {}\nexport const demo = async () => { throw new Error('broken demo') }\n",
  )
  const { code, err } = await runCourse(house, ['run', '1', '--virtual'])
  expect(code).toBe(1)
  expect(err).toContain('broken demo')
  expect(err).toContain('The demo ended early (exit code 1)')
  expect(existsSync(path.join(house.overlapDir, 'progress.json'))).toBe(false)
})
