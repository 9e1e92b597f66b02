import { simulate } from '@overlap/mock-server'
import { scheduler } from 'node:timers/promises'
import { longestHold } from './measure.ts'
import { digestAll } from './solution.ts'

type Digest = (item: number) => void
type Way = (items: readonly number[], digest: Digest) => Promise<unknown>

/** Digests the items, and pauses after each one. */
const pausing =
  (pause: () => Promise<unknown> | null): Way =>
  async (items, digest) => {
    for (const item of items) {
      digest(item)
      await pause()
    }
  }

const ways: Record<string, Way> = {
  'await null after each item': pausing(() => null),
  'a timer after each item': pausing(() => new Promise((resolve) => setTimeout(resolve))),
  'setImmediate after each item': pausing(() => new Promise((resolve) => setImmediate(resolve))),
  'scheduler.yield after each item': pausing(() => scheduler.yield()),
  'digestAll: a timer every 10 ms': digestAll,
}

const itemCosts = [0.1, 1]

/** How long the thread is held and how long 200 ms of work take, for each way to pause. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    table[name] = {}
    for (const costMs of itemCosts) {
      const items = Array.from({ length: 200 / costMs }, (_, i) => i)
      const run = await simulate({}, (_, time) => way(items, () => time.spend(costMs)), {
        heartbeatMs: 1,
      })
      const { fromMs, toMs } = longestHold({ run })
      table[name][`items of ${costMs} ms`] = `held ${toMs - fromMs} ms, took ${run.settledMs} ms`
    }
  }
  return table
}

if (import.meta.main) {
  const table = await compare()
  const costs = Object.keys(table['await null after each item'] ?? {})
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(34), ...cells.map((cell) => cell.padEnd(25))].join('').trimEnd()
  console.log('200 ms of work, in many small items. "Held" is the longest time without a turn for')
  console.log(
    'anything else. A timer takes 1 ms here. setImmediate takes none, but in reality each',
  )
  console.log('one costs some microseconds.\n')
  console.log(row('', costs))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
}
