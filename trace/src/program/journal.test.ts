import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Call } from '../call.ts'
import { callOf } from '../testing/traces.ts'
import { Journal } from './journal.ts'
import { readJournals } from './read-journals.ts'

let dir = ''

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'overlap-journal-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
})

const head = { client: '', epochMs: 5000, startMs: 1000 }
const read = (limit = 100, endedMs = 1900) => readJournals({ dir, limit, endedMs })
const ids = (calls: readonly Call[]): string[] => calls.map(({ url }) => url.slice(-2))

test('keeps the last entry of each call, and begins with the first call', () => {
  const journal = new Journal(dir, '1-0', head, 10)
  journal.write([callOf(0, 100, undefined), callOf(1, 120, 150)])
  journal.write([callOf(0, 100, 400), { endMs: 600 }])
  const { trace } = read()
  expect(trace).toMatchObject({ epochMs: 5100, nowMs: 500, dropped: 0 })
  expect(trace.calls).toEqual([callOf(0, 0, 300), callOf(1, 20, 50)])
})

test('merges threads by the clock that they share, and names them', () => {
  new Journal(dir, '1-0', head, 10).write([callOf(0, 100, 400), { endMs: 700 }])
  new Journal(dir, '1-1', { ...head, client: 'worker 1', startMs: 1150 }, 10).write([
    callOf(0, 50, 100),
    { blocked: [10, 210] },
    { awayMs: 120 },
    { awayMs: 30 },
    { endMs: 400 },
  ])
  const { trace, blocked, awayMs, ending } = read()
  expect({ awayMs, ending }).toEqual({ awayMs: 150, ending: 'itself' })
  expect(trace.calls).toMatchObject([
    { id: 0, client: 'main', sentMs: 0, endMs: 300 },
    { id: 1, client: 'worker 1', sentMs: 100, endMs: 150 },
  ])
  expect(blocked).toEqual([{ fromMs: 60, toMs: 260 }])
})

test('a program that was killed ended when its process did, and its last line may be incomplete', () => {
  new Journal(dir, '1-0', head, 10).write([callOf(0, 100, undefined)])
  const [file = ''] = readdirSync(dir)
  writeFileSync(path.join(dir, file), `${readFileSync(path.join(dir, file), 'utf8')}[{"id":1,"se`)
  expect(read().trace).toMatchObject({ nowMs: 800, calls: [{ id: 0, outcome: 'pending' }] })
  expect(read().ending).toBe('signal')
})

test('keeps the newest calls in two files of limited length, and counts the others', () => {
  const journal = new Journal(dir, '1-0', head, 3)
  for (let id = 0; id < 17; id++) journal.write([callOf(id, id * 10, id * 10 + 5)])
  expect(readdirSync(dir)).toHaveLength(2)
  const { trace } = read()
  expect(trace.calls.length).toBeGreaterThanOrEqual(4)
  expect(trace.calls.at(-1)).toMatchObject({ url: 'http://shop.test/products/17' })
  expect(trace.dropped + trace.calls.length).toBe(17)
  expect(read(2).trace).toMatchObject({ dropped: 15, calls: [{ id: 0 }, { id: 1 }] })
  expect(ids(read(2).trace.calls)).toEqual(['16', '17'])
})

test('is empty if the program made no calls, or never started', () => {
  expect(read().trace.calls).toEqual([])
  new Journal(dir, '1-0', head, 10).write([{ endMs: 600 }])
  expect(read().trace).toMatchObject({ calls: [], nowMs: 600, dropped: 0 })
})

test('gives up quietly if it cannot be written', () => {
  const journal = new Journal(dir, '1-0', head, 0)
  journal.write([callOf(0, 0, 1)])
  rmSync(dir, { recursive: true })
  expect(() => journal.write([callOf(1, 0, 1)])).not.toThrow()
  dir = mkdtempSync(path.join(tmpdir(), 'overlap-journal-'))
})

test('says how a program crashed', () => {
  const journal = new Journal(dir, '1-0', head, 10)
  journal.write([{ crash: 'ERR_MODULE_NOT_FOUND' }, { endMs: 600 }])
  expect(read()).toMatchObject({ ending: 'crash', crash: 'ERR_MODULE_NOT_FOUND' })
})
