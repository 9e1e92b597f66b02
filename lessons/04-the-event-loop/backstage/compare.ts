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
  'await null per item': pausing(() => null),
  'a timer per item': pausing(() => new Promise((resolve) => setTimeout(resolve))),
  'setImmediate per item': pausing(() => new Promise((resolve) => setImmediate(resolve))),
  'scheduler.yield per item': pausing(() => scheduler.yield()),
  'digestAll, slices of 10 ms': digestAll,
}

const itemCosts = [0.1, 1]

/** How long each way to pause holds the thread, and how long 200 ms of work take with it. */
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

/** When a call of 100 ms is answered beside 300 ms of work, if the program sleeps for 1 ms first or doesn't. */
export async function answeredMs({
  sleepsFirst,
}: {
  readonly sleepsFirst: boolean
}): Promise<number> {
  const { settledMs } = await simulate({ latency: 100 }, async (api, time) => {
    const call = fetch(api.url('/products/1'))
    if (sleepsFirst) await time.sleep(1)
    time.spend(300)
    await (await call).text()
  })
  return settledMs
}

if (import.meta.main) {
  const table = await compare()
  const costs = Object.keys(table['await null per item'] ?? {})
  const row = (way: string, cells: readonly string[]): string =>
    [way.padEnd(28), ...cells.map((cell) => cell.padEnd(26))].join('').trimEnd()
  console.log('200 ms of work, in many small items. "Held" is the longest time in which nothing')
  console.log('else could run. In this simulation, a timer takes 1 ms and setImmediate no time.')
  console.log('In reality, each setImmediate costs some microseconds.\n')
  console.log(row('', costs))
  for (const [way, cells] of Object.entries(table)) console.log(row(way, Object.values(cells)))
  const [atOnce, later] = [
    await answeredMs({ sleepsFirst: false }),
    await answeredMs({ sleepsFirst: true }),
  ]
  console.log(
    `\nA program sends a call of 100 ms and works for 300 ms. It has the answer at ${atOnce} ms.`,
  )
  console.log('`fetch` sends the request only when the thread is free. If the program sleeps for')
  console.log(`1 ms after the call, it has the answer at ${later} ms.`)
}
