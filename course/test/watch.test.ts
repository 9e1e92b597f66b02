import { spawn } from 'node:child_process'
import { renameSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { savesIn } from '../src/commands/watch.ts'
import { makeHouse } from './house.ts'
import { cleanEnv } from './run-course.ts'

test('checks at the start and at every save, also of an editor that renames, until Ctrl-C', async () => {
  const house = makeHouse()
  const file = path.join(house.lessonsDir, '02-double-it/exercise.ts')
  const save = (text: string): void => {
    writeFileSync(`${file}~`, text)
    renameSync(`${file}~`, file)
  }
  save('export const double = (n: number) => n')
  const main = path.join(import.meta.dirname, '../src/main.ts')
  const child = spawn(process.execPath, [main, 'check', '2', '--watch'], {
    cwd: house.root,
    env: cleanEnv(house),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const verdicts: string[] = []
  for await (const line of createInterface(child.stdout)) {
    if (/✗|is done/.test(line)) verdicts.push(line.trim().replace(/ {2,}.*/, ''))
    if (!line.startsWith('Waiting for the next save')) continue
    if (verdicts.length === 1) save('export const double = (n: number) => n +')
    else if (verdicts.length === 2)
      // Without emptying it first: the check might begin in between.
      writeFileSync(file, 'export const double = (n: number) => n + n', { flag: 'r+' })
    else child.kill('SIGINT')
  }
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode]
  expect(code).toBe(0)
  expect(verdicts).toEqual([
    '✗ doubles 2',
    '✗ exercise.ts is not valid TypeScript: line 1, column 41.',
    'Lesson 02 is done.',
  ])
})

test('passes by files that are no code', async () => {
  const { lessonsDir } = makeHouse()
  const dir = path.join(lessonsDir, '02-double-it')
  const stop = new AbortController()
  const saves = savesIn(dir, stop.signal)
  await saves.next()
  const next = saves.next()
  writeFileSync(path.join(dir, 'notes.md'), 'later')
  writeFileSync(path.join(dir, 'exercise.ts'), 'now')
  expect(await next).toEqual({ done: false, value: undefined })
  stop.abort()
  expect(await saves.next()).toMatchObject({ done: true })
})
