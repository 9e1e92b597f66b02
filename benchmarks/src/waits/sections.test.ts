import { expect, test } from 'vitest'
import { cellText } from '../report/text.ts'
import { sectionsOf, type Costs } from './sections.ts'

const timers: Costs = {
  name: 'promise of a timer',
  rounds: [400, 500, 600].map((each) => ({ count: 10_000, bytes: each * 10_000, startMs: 20 })),
}
const threads: Costs = {
  name: 'worker thread',
  rounds: [90, 100, 110].map((count) => ({ count, bytes: 5e6 * count, startMs: 30 * count })),
}
const small = { totalBytes: 16e9, countsShares: true }

const rows = (i: number): Record<string, string[]> =>
  Object.fromEntries(
    sectionsOf([timers, threads], small)[i]!.table!.rows.map(({ name, cells }) => [
      name,
      cells.map(cellText),
    ]),
  )

test('memory is that of each wait, and extrapolated to 10,000', () => {
  expect(rows(0)).toEqual({
    'promise of a timer': ['10,000', '500 B (400–600)', '5.0 MB'],
    'worker thread': ['90', '5000 kB (5000–5000)', '50,000.0 MB'],
  })
})

test('the time to start is that of each wait, and extrapolated to 10,000', () => {
  expect(rows(1)).toEqual({
    'promise of a timer': ['10,000', '2.0 µs (2.0–2.0)', '20 ms'],
    'worker thread': ['90', '30 ms (30–30)', '300,000 ms'],
  })
})

test('the notes compare each way with the first one, and say what the machine has no room for', () => {
  const note = 'A worker thread needs 10,000 times the memory of a promise of a timer'
  expect(sectionsOf([timers, threads], small)[0]?.notes).toEqual([
    `${note}: 10,000 of them need 50,000 MB, and this machine has 16,000 MB.`,
  ])
  expect(sectionsOf([timers, threads], { ...small, totalBytes: 64e9 })[0]?.notes).toEqual([
    `${note}: 10,000 of them need 50,000 MB.`,
  ])
})

test('the report says which memory counts', () => {
  const intro = (countsShares: boolean): string | undefined =>
    sectionsOf([timers], { ...small, countsShares })[0]?.intro?.at(-1)
  expect(intro(true)).toMatch(/^Memory is PSS/)
  expect(intro(false)).toMatch(/^Memory is RSS/)
})
