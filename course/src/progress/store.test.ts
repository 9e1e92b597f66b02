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
  await openProgress(house, () => {}).update('first', tried)
  const after = await openProgress(house, () => {}).update('double-it', tried)
  expect(Object.keys(after.lessons)).toEqual(['first', 'double-it'])
  expect(await openProgress(house, () => {}).read()).toEqual(after)
})

const passed = { passedAt: '2026-01-31T12:00:00.000Z', tries: 2, hints: 1, runs: 0 }
const prediction = { at: passed.passedAt, act: 'a', measuredMs: 300, measuredPeak: 3 }

test.each([
  ['half a file', '{"version":1,"less', 'the whole file, which is not JSON'],
  ['an empty file', '', 'the whole file, which is not JSON'],
  ['a list', '[]', 'the whole file'],
])('keeps a copy of %s and says so', async (_, text, problem) => {
  const house = makeHouse()
  const warnings: string[] = []
  const store = openProgress(house, (sentence) => warnings.push(sentence))
  mkdirSync(house.overlapDir)
  writeFileSync(store.file, text)
  expect(await store.read()).toEqual({ version: 1, lessons: {} })
  expect(readFileSync(`${store.file}.broken-1`, 'utf8')).toBe(text)
  await store.read()
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain(problem)
  expect(warnings[0]).toContain('Your progress starts over, and a copy')
  expect(warnings[0]).toContain('progress.json.broken-1')
})

test.each([
  [
    'a prediction of half a call',
    { predictions: [{ ...prediction, peakInFlight: 1.5 }, prediction] },
  ],
  [
    'a prediction that became null',
    { predictions: [{ ...prediction, makespanMs: null }, prediction] },
  ],
  ['a field of another type', { failedStep: 7, predictions: [prediction] }],
])('drops %s alone, and keeps what was passed', async (_, part) => {
  const house = makeHouse()
  const warnings: string[] = []
  const store = openProgress(house, (sentence) => warnings.push(sentence))
  mkdirSync(house.overlapDir)
  const file = { version: 1, lessons: { first: { ...passed, ...part }, 'double-it': passed } }
  writeFileSync(store.file, JSON.stringify(file))
  expect((await store.read()).lessons).toEqual({
    first: { ...passed, predictions: [prediction] },
    'double-it': { ...passed, predictions: [] },
  })
  expect(warnings[0]).toMatch(/could not read lessons\.first\./)
})

test('leaves the file of a newer course alone, and says so once', async () => {
  const house = makeHouse()
  const warnings: string[] = []
  const store = openProgress(house, (sentence) => warnings.push(sentence))
  mkdirSync(house.overlapDir)
  const text = JSON.stringify({ version: 2, lessons: { first: { stars: 3 } } })
  writeFileSync(store.file, text)
  expect((await store.read()).lessons).toEqual({})
  expect((await store.update('first', tried)).lessons['first']?.tries).toBe(1)
  expect(readFileSync(store.file, 'utf8')).toBe(text)
  expect(warnings).toEqual([expect.stringContaining('newer version of the course (format 2)')])
})

test('keeps fields that it does not know', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  mkdirSync(house.overlapDir)
  const stars = { ...passed, stars: 3, predictions: [{ ...prediction, note: 'why' }] }
  writeFileSync(
    store.file,
    JSON.stringify({ version: 1, theme: 'dark', lessons: { first: stars } }),
  )
  await store.update('first', tried)
  expect(JSON.parse(readFileSync(store.file, 'utf8'))).toEqual({
    version: 1,
    theme: 'dark',
    lessons: { first: { ...stars, tries: 3 } },
  })
})

test('goes by the name of a lesson, also where progress was kept by its folder', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  mkdirSync(house.overlapDir)
  const lessons = { '02-first': passed, '01-first': { tries: 1, hints: 3 } }
  writeFileSync(store.file, JSON.stringify({ version: 1, lessons }))
  const { lessons: read } = await store.update('double-it', tried)
  expect(Object.keys(read)).toEqual(['first', 'double-it'])
  expect(read['first']).toMatchObject({ passedAt: passed.passedAt, tries: 3, hints: 3 })
})

test('writes nothing that could not be read again', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  await store.update('first', tried)
  const broken = { ...prediction, makespanMs: Number.POSITIVE_INFINITY }
  await expect(
    store.update('first', (before) => ({ ...before, predictions: [broken] })),
  ).rejects.toThrow(/finite/)
  expect((await store.read()).lessons['first']).toEqual({
    tries: 1,
    hints: 0,
    runs: 0,
    predictions: [],
  })
})

test('keeps a second damaged file under a name of its own', async () => {
  const house = makeHouse()
  const store = openProgress(house, () => {})
  mkdirSync(house.overlapDir)
  writeFileSync(store.file, 'first')
  await store.update('first', tried)
  writeFileSync(store.file, 'second')
  await store.update('first', tried)
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
      await store.update('first', (before) => ({ ...before, tries: before.tries + 1 }))
    }`
  const writers = Array.from({ length: 3 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, OVERLAP_ROOT: house.root },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  await Promise.all(writers.map((writer) => once(writer, 'close')))
  const { lessons } = await openProgress(house, () => {}).read()
  expect(lessons['first']?.tries).toBe(60)
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
  await store.update('first', tried)
  expect(readdirSync(house.overlapDir)).toEqual(['progress.json'])
})
