import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { createClient } from '@overlap/lesson-14'
import { collectGarbage } from '../harness/collect-garbage.ts'
import { ownMemoryBytes } from '../harness/own-memory.ts'
import type { ServerCounts } from '../asyncio/server.ts'
import { howMany } from './how-many.ts'
import { startProcesses } from './processes.ts'

/** What some waits in flight cost. */
export interface Cost {
  /** How many waits were in flight. */
  readonly count: number
  /** The memory that they needed together. */
  readonly bytes: number
  /** The time until all of them were waiting. */
  readonly startMs: number
}

/** What a round gets. */
export interface Input {
  /** The most waits to start. */
  readonly most: number
  /** The memory that they may need. */
  readonly budgetBytes: number
  /** The server of the fetches. */
  readonly origin: string
}

/** Longer than any round. Whoever waits is ended with its process. */
const LONG_MS = 600_000

/** Ways to wait, and how to start many of them. */
export const kinds: Readonly<Record<string, (input: Input) => Promise<Cost>>> = {
  'promise of a timer': ({ most }) =>
    grown(most, () => {
      for (let i = 0; i < most; i++) hold(sleep(LONG_MS))
    }),
  'promise of a fetch': fetches,
  'worker thread': workers,
  process: processes,
}

/** Waits that nothing may collect as garbage. */
const held: unknown[] = []
const hold = (wait: unknown): void => void held.push(wait)

/** How much this process grows by starting waits. */
async function grown(count: number, start: () => void | Promise<void>): Promise<Cost> {
  collectGarbage()
  const before = ownMemoryBytes()
  const startedMs = performance.now()
  await start()
  const startMs = performance.now() - startedMs
  collectGarbage()
  return { count, bytes: ownMemoryBytes() - before, startMs }
}

/** Calls that the server does not answer, each over a connection of its own. Only the client's memory counts. */
function fetches({ most, origin }: Input): Promise<Cost> {
  const client = createClient({ connections: most })
  return grown(most, async () => {
    for (let i = 0; i < most; i++) hold(client.fetch(`${origin}/wait/${LONG_MS}`))
    for (let arrived = 0; arrived < most;) {
      await sleep(5)
      const response = await fetch(`${origin}/counts`)
      arrived += ((await response.json()) as ServerCounts).calls
    }
  })
}

async function workers({ most, budgetBytes }: Input): Promise<Cost> {
  const startAll = (count: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: count }, () => {
        const code = `setTimeout(() => {}, ${LONG_MS}); require('node:worker_threads').parentPort.postMessage('waiting')`
        const worker = new Worker(code, { eval: true, execArgv: [] })
        hold(worker)
        return once(worker, 'message')
      }),
    )
  const one = await grown(1, async () => void (await startAll(1)))
  const count = howMany(one.bytes, budgetBytes, most)
  return grown(count, async () => void (await startAll(count)))
}

async function processes({ most, budgetBytes }: Input): Promise<Cost> {
  const [first] = await startProcesses(1)
  const count = howMany(await first!.bytes(), budgetBytes, most)
  const startedMs = performance.now()
  const running = await startProcesses(count)
  const startMs = performance.now() - startedMs
  // Only now is it known which pages they share.
  const bytes = await Promise.all(running.map((child) => child.bytes()))
  return { count, bytes: bytes.reduce((sum, each) => sum + each, 0), startMs }
}
