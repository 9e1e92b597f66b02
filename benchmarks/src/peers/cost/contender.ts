import { collectGarbage } from '../../harness/collect-garbage.ts'
import { serveRounds } from '../../harness/contender-process.ts'
import { pools } from '../pools/pools.ts'
import type { Pool, Task } from '../pools/types.ts'

const limit = 10

/** Runs tasks that take no time, so that only the pool's own cost is left. */
async function runAll(pool: Pool, items: readonly number[]): Promise<void> {
  await pool.map(items, (item) => Promise.resolve(item), { limit })
}

/** What nothing else refers to. It must not be collected before its memory is measured. */
const kept: unknown[] = []

/** Starts tasks that never end, so that all others wait. Returns the bytes that the heap grew by for each task. */
async function waitingBytes(pool: Pool, items: readonly number[]): Promise<number> {
  const never = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  let starts = 0
  const task: Task<number, number> = (item) => {
    starts += 1
    if (starts === limit) started.resolve()
    return never.promise.then(() => item)
  }
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  kept[0] = pool.map(items, task, { limit })
  await started.promise
  collectGarbage()
  return (process.memoryUsage().heapUsed - before) / items.length
}

const [how = '', name = ''] = process.argv.slice(2)
const load = pools[name]
if (load === undefined) throw new Error(`Unknown pool: ${name}`)
const pool = load()
let items: readonly number[] = []
serveRounds(async (input) => {
  const count = Number(input['count'])
  if (items.length !== count) items = Array.from({ length: count }, (_, i) => i)
  return how === 'waiting' ? waitingBytes(await pool, items) : runAll(await pool, items)
})
