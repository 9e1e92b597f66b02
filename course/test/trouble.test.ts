import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeHouse } from './house.ts'
import { runCourse, type Ran } from './run-course.ts'
import { runHere, warmProcesses } from './run-here.ts'

test.each<[what: string, name: string, kind: string, command: string, sentence: string | RegExp]>([
  [
    'a file where the course keeps its things',
    '.overlap',
    'file',
    'hint 2',
    'a file is where a folder should be',
  ],
  [
    'a folder where progress is kept',
    '.overlap/progress.json',
    'folder',
    'hint 2',
    /Cannot read .*progress\.json: .*it is a folder/,
  ],
  [
    'a folder where the exercise is',
    'lessons/02-double-it/exercise.ts',
    'folder',
    'check 2',
    'it is a folder',
  ],
  [
    'a folder where the starter is',
    'lessons/02-double-it/starter.ts',
    'folder',
    'check 2',
    /Cannot copy .*starter\.ts to .*exercise\.ts: /,
  ],
])('%s is told in a sentence', async (_, name, kind, command, sentence) => {
  const house = makeHouse()
  const place = path.join(house.root, name)
  rmSync(place, { recursive: true, force: true })
  if (kind === 'folder') mkdirSync(place, { recursive: true })
  else writeFileSync(place, '')
  const ran = await runHere(house, command)
  expect(ran.code).toBe(1)
  expect(ran.err).toMatch(sentence)
  expect(ran.err).not.toMatch(/^ +at /m)
})

test.each([
  ['commander', 'list'],
  ['yaml', 'list'],
  ['diff', 'diff 2 --early'],
  ['vitest/node', 'check 2'],
])('the missing package %s is told in a sentence', async (name, command) => {
  const without = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module'
    registerHooks({ resolve: (specifier, context, next) => {
      if (specifier !== '${name}') return next(specifier, context)
      throw Object.assign(new Error("Cannot find package '${name}' imported from x"), { code: 'ERR_MODULE_NOT_FOUND' })
    } })
  `)}`
  const house = makeHouse()
  const ran = await runCourse(house, command.split(' '), { NODE_OPTIONS: `--import=${without}` })
  expect(ran.code).toBe(1)
  expect(ran.err).toContain(`Cannot load ${name}: it is not installed, or damaged.`)
  expect(ran.err).toContain('npm run setup')
  expect(ran.err + ran.out).not.toMatch(/^ +at |Your code/m)
})

test.each([
  ['nothing can be written to .overlap', '.overlap', 'file'],
  ['progress cannot be saved', '.overlap/progress.json', 'folder'],
])('where %s, a check gives its verdict, then says what was not saved', async (_, name, kind) => {
  const house = makeHouse()
  const place = path.join(house.root, name)
  if (kind === 'folder') mkdirSync(place, { recursive: true })
  else writeFileSync(place, '')
  const answer = path.join(house.lessonsDir, '02-double-it/exercise.ts')
  const tmp = path.join(house.root, 'tmp')
  mkdirSync(tmp)
  const processes = warmProcesses()
  onTestFinished(() => processes[Symbol.dispose]())
  const check = async (text: string): Promise<Ran> => {
    writeFileSync(answer, text)
    return runHere(house, 'check 2', { processes, env: { TMPDIR: tmp, TEMP: tmp } })
  }
  const failed = await check('export const double = (n: number) => n')
  expect(failed).toMatchObject({ code: 1, out: expect.stringContaining('✗ doubles 2') as string })
  expect(failed.err).toMatch(/This check was not saved to your progress\. Cannot /)
  const passed = await check('export const double = (n: number) => 2 * n')
  expect(passed).toMatchObject({ code: 0, out: expect.stringContaining('is done') as string })
  expect(passed.err).toMatch(/This check was not saved to your progress\. Cannot /)
  processes[Symbol.dispose]()
  expect(readdirSync(tmp).filter((left) => left.startsWith('overlap-'))).toEqual([])
})
