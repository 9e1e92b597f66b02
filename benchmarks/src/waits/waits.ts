import os from 'node:os'
import type { Benchmark, Say } from '../benchmark.ts'
import { startContender } from '../harness/contender-process.ts'
import { sharedOutBytes } from '../harness/own-memory.ts'
import { shuffled } from '../harness/rounds.ts'
import { startServer } from '../harness/server-process.ts'
import type { Cost } from './kinds.ts'
import { sectionsOf, WAITS, type Costs } from './sections.ts'

const ROUNDS = 5

/** The most waits of each kind. What is heavy is started less often, and extrapolated. */
const most: Readonly<Record<string, number>> = {
  'promise of a timer': WAITS,
  'promise of a fetch': 1_000,
  'worker thread': 200,
  process: 24,
}

/** What many waits in flight cost, as promises, as worker threads and as processes. */
export const waits: Benchmark = {
  name: 'waits',
  summary: 'what 10,000 waits in flight cost, as promises, worker threads and processes',
  isExact: () => false,
  async measure(_, say: Say) {
    const room = { totalBytes: os.totalmem(), countsShares: sharedOutBytes('self') !== undefined }
    return sectionsOf(await measureWaits(most, ROUNDS, say), room)
  },
}

/** Starts waits of each kind in turn, in a new random order and in new processes in each round. */
export async function measureWaits(
  kinds: Readonly<Record<string, number>>,
  rounds: number,
  say: Say,
): Promise<Costs[]> {
  await using server = await startServer(new URL('../asyncio/server.ts', import.meta.url))
  const costs = Object.keys(kinds).map((name) => ({ name, rounds: [] as Cost[] }))
  for (let round = 1; round <= rounds; round++) {
    say(`  round ${round} of ${rounds}`)
    for (const i of shuffled(costs.length)) {
      const { name, rounds: done } = costs[i]!
      done.push(await play(name, kinds[name]!, server.url))
    }
  }
  return costs
}

async function play(name: string, count: number, origin: string): Promise<Cost> {
  await using contender = startContender(new URL('contender.ts', import.meta.url), [name])
  const budgetBytes = process.availableMemory() / 4
  const { value } = await contender.round({ most: count, budgetBytes, origin })
  return value as Cost
}
