import { expect, test } from 'vitest'
import type { Section } from '../report/report.ts'
import { cellText } from '../report/text.ts'
import type { Measured, Round } from './measure.ts'
import { busyNote, sectionOf } from './sections.ts'
import type { Workload } from './workloads.ts'

const workload: Workload = {
  calls: 1_000,
  latencyMs: 50,
  connections: 100,
  how: 'at once',
  made: 1_000,
  warmUpCalls: 1_000,
  rounds: 2,
  ratioBelow: 1,
  nearness: 1.1,
}

const round = (ms: number): Round => ({
  ms,
  cpuMs: 100,
  peakRssBytes: 80e6,
  server: { calls: 1_000, cpuMs: ms / 10, lateMs: 1_000 },
})

const measured = (name: string, firstMs: number, ...ms: number[]): Measured => ({
  name,
  first: round(firstMs),
  rounds: ms.map(round),
})

const aiohttp = measured('aiohttp', 650, 600, 800)
const request = measured('lesson 14, request', 1_300, 540, 560)
const global = measured('global fetch', 1_300, 700, 900)

function cells({ table }: Section, name: string): Record<string, string> {
  const row = table?.rows.find((one) => one.name === name)
  return Object.fromEntries(
    table?.columns.map(({ head }, i) => [head, cellText(row?.cells[i])]) ?? [],
  )
}

test('ratios to aiohttp are those of rounds of the same place', () => {
  const section = sectionOf(workload, [aiohttp, request, global])
  expect(cells(section, 'lesson 14, request')).toEqual({
    makespan: '550 ms (540–560)',
    '÷ aiohttp': '0.80 (0.70–0.90)',
    '< 1.00': 'reached',
    'first time': '1300 ms',
    'first ÷ aiohttp': '2.00',
    processor: '100 ms (100–100)',
    memory: '80.0 MB',
  })
  expect(cells(section, 'global fetch')['< 1.00']).toBe('')
  expect(cells(section, 'aiohttp')['÷ aiohttp']).toBe('')
})

test.each([
  ['reached', 690],
  ['even', 698],
  ['even', 702],
  ['missed', 710],
])("only lesson 14's client has something to reach: %s at %i ms", (verdict, ms) => {
  const even = measured('aiohttp', 650, 700)
  const section = sectionOf(workload, [even, measured('lesson 14, fetch', 1_000, ms)])
  expect(cells(section, 'lesson 14, fetch')['< 1.00']).toBe(verdict)
})

test('without aiohttp there are no ratios to it', () => {
  const section = sectionOf(workload, [request])
  expect(section.table?.columns.map(({ head }) => head)).toEqual([
    'makespan',
    'first time',
    'processor',
    'memory',
  ])
})

test('the notes say where the time above the bound goes', () => {
  const busier = { ...aiohttp, rounds: aiohttp.rounds.map((one) => ({ ...one, cpuMs: 400 })) }
  const [near, processor, server] = sectionOf(workload, [busier, request]).notes ?? []
  expect(near).toBe(
    "lesson 14, request takes 1.10 times the bound (wanted: at most 1.10, reached): of the 50 ms above it, the server's timers take 10 ms, and the way there and back, with the client's work, 40 ms.",
  )
  expect(processor).toBe('Time on the processor ÷ aiohttp: lesson 14, request 0.25.')
  expect(server).toBe(
    "The server was on the processor for at most 10 % of a client's time, and its timers were 1.0 ms to 1.0 ms late on average.",
  )
})

test('what was extrapolated is said, and figures are those of all calls', () => {
  const few = { ...workload, made: 20, how: 'one after another' as const }
  const section = sectionOf(few, [measured('aiohttp', 1_100, 1_000)])
  expect(section.intro).toEqual([
    'Bound: 50,000 ms.',
    'Only 20 calls are made, and their time is extrapolated.',
  ])
  expect(cells(section, 'aiohttp').makespan).toBe('50,000 ms')
})

test('where Python cannot tell its memory, the cell is empty', () => {
  const unknown = { ...aiohttp, first: { ...aiohttp.first, peakRssBytes: 0 } }
  expect(cells(sectionOf(workload, [unknown]), 'aiohttp').memory).toBe('')
})

test('a busy machine is told from one that only runs the benchmark', () => {
  expect(busyNote(14.3, 2)).toEqual([
    expect.stringMatching(/^14\.3 programs wanted one of 2 cores/),
  ])
  expect(busyNote(2.4, 2)).toEqual([])
  expect(busyNote(2.4, 1)).toEqual([])
  expect(busyNote(undefined, 2)).toEqual([])
})
