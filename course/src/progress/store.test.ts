import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { openProgress } from './store.ts'

const tried = <T extends { tries: number }>(before: T): T => ({
  ...before,
  tries: before.tries + 1,
})

test('starts with no progress and writes nothing before the first change', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  expect(await store.read()).toEqual({ version: 1, lessons: {} })
  expect(existsSync(house.overlapDir)).toBe(false)
})

test('remembers what another start has written', async () => {
  const house = makeHouse()
  await openProgress(house, () => {}).update('01-first', tried)
  const after = await openProgress(house, () => {}).update('02-double-it', tried)
  expect(Object.keys(after.lessons)).toEqual(['01-first', '02-double-it'])
  expect(await openProgress(house, () => {}).read()).toEqual(after)
})

test.each([
  ['half a file', '{"version":1,"less', 'not JSON'],
  [
    'another shape',
    '{"version":1,"lessons":{"01-first":{"tries":"many"}}}',
    'lessons.01-first.tries',
  ],
  ['an empty file', '', 'not JSON'],
])('keeps %s aside and says so', async (_, text, problem) => {
  const house = makeHouse()
  const warnings: string[] = []
  const store = openProgress(house, (sentence) => warnings.push(sentence))
  mkdirSync(house.overlapDir)
  writeFileSync(store.file, text)
  expect(await store.read()).toEqual({ version: 1, lessons: {} })
  expect(readFileSync(`${store.file}.broken-1`, 'utf8')).toBe(text)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain(problem)
  expect(warnings[0]).toContain('progress.json.broken-1')
})

test('keeps a second damaged file under a name of its own', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  mkdirSync(house.overlapDir)
  writeFileSync(store.file, 'first')
  await store.update('01-first', tried)
  writeFileSync(store.file, 'second')
  await store.update('01-first', tried)
  expect(readFileSync(`${store.file}.broken-1`, 'utf8')).toBe('first')
  expect(readFileSync(`${store.file}.broken-2`, 'utf8')).toBe('second')
})

test('loses nothing when several processes write at once', async () => {
  const house = makeHouse()
  const script = `
    import { openProgress } from ${JSON.stringify(path.join(import.meta.dirname, 'store.ts'))}
    import { findHouse } from ${JSON.stringify(path.join(import.meta.dirname, '../house.ts'))}
    const store = openProgress(findHouse(process.env.OVERLAP_ROOT), (text) => { throw new Error(text) })
    for (let n = 0; n < 20; n++) {
      await store.update('01-first', (before) => ({ ...before, tries: before.tries + 1 }))
    }`
  const writers = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, OVERLAP_ROOT: house.root },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  await Promise.all(writers.map((writer) => once(writer, 'close')))
  const { lessons } = await openProgress(house, () => {}).read()
  expect(lessons['01-first']?.tries).toBe(60)
  expect(readdirSync(house.overlapDir)).toEqual(['progress.json'])
})

test('takes away a lock that a dead process left behind', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  mkdirSync(house.overlapDir)
  const child = spawn(process.execPath, ['--eval', ''])
  await once(child, 'exit')
  mkdirSync(`${store.file}.lock`)
  const owner = { pid: child.pid, host: hostname() }
  writeFileSync(path.join(`${store.file}.lock`, 'owner.json'), JSON.stringify(owner))
  await store.update('01-first', tried)
  expect(readdirSync(house.overlapDir)).toEqual(['progress.json'])
})
