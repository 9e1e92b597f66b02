import { Readable } from 'node:stream'
import { simulate, type MockApi, type NetworkInput } from '@overlap/mock-server'
import { pMapIterable } from 'p-map'
import { mapStream } from './solution.ts'

const limit = 3
const buffer = 3

type Load = (id: number, signal?: AbortSignal) => Promise<number>
type Way = (ids: Iterable<number>, load: Load) => AsyncIterable<number>

const ways: Record<string, Way> = {
  pMapIterable: (ids, load) =>
    pMapIterable(ids, (id) => load(id), { concurrency: limit, backpressure: limit + buffer }),
  '… preserveOrder: false': (ids, load) =>
    pMapIterable(ids, (id) => load(id), {
      concurrency: limit,
      backpressure: limit + buffer,
      preserveOrder: false,
    }),
  'Readable.map': (ids, load) =>
    Readable.from(ids).map((id: number, { signal } = {}) => load(id, signal), {
      concurrency: limit,
      highWaterMark: buffer,
    }),
  mapStream: (ids, load) =>
    mapStream(ids, (id, _index, { signal }) => load(id, signal), { limit, buffer }),
}

const latenciesMs = [300, 100, 50, 200, 150, 80]

const network: NetworkInput = {
  latency: 100,
  routes: Object.fromEntries(
    latenciesMs.map((latency, i) => [`/products/${i + 1}`, { latency }] as const),
  ),
}

/** The same six calls in each way: what the loop gets, and when. Then a slow loop, and one that ends early. */
export async function compareWays(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const { order, firstMs } = await readAll(way)
    table[name] = {
      order: order.join(' '),
      first: `${firstMs} ms`,
      ahead: String(await pulledAhead(way)),
      aborted: `${await abortedByBreak(way)} of 2`,
    }
  }
  return table
}

function loadOf(api: MockApi): Load {
  return async (id, signal) => {
    const response = await fetch(api.url(`/products/${id}`), signal ? { signal } : {})
    await response.text()
    return id
  }
}

/** Six calls, and a loop that is always ready. */
async function readAll(way: Way): Promise<{ order: number[]; firstMs: number }> {
  const order: number[] = []
  let firstMs = 0
  await simulate(network, async (api, time) => {
    for await (const id of way([1, 2, 3, 4, 5, 6], loadOf(api))) {
      if (order.push(id) === 1) firstMs = time.nowMs
    }
  })
  return { order, firstMs }
}

/** How many of a thousand items are pulled while the loop works on the first result. */
async function pulledAhead(way: Way): Promise<number> {
  let pulled = 0
  let ahead = 0
  function* ids(): Generator<number> {
    for (let id = 1; id <= 1000; id += 1) {
      pulled += 1
      yield (id % 60) + 1
    }
  }
  await simulate({ latency: 100 }, async (api, time) => {
    for await (const _ of way(ids(), loadOf(api))) {
      await time.sleep(10_000)
      ahead = pulled - 1
      break
    }
  })
  return ahead
}

/** The loop ends after the first result. How many of the two other calls are aborted? */
async function abortedByBreak(way: Way): Promise<number> {
  const run = await simulate(
    { ...network, routes: { ...network.routes, '/products/1': { latency: 20 } } },
    async (api) => {
      for await (const _ of way([1, 2, 3], loadOf(api))) break
    },
    { leaves: ['call'] },
  )
  return run.trace.calls.filter(({ outcome }) => outcome === 'aborted').length
}

if (import.meta.main) {
  console.table(await compareWays())
  console.log('first: when the loop gets its first result')
  console.log('ahead: how many items are pulled while the loop works on its first result')
  console.log('aborted: how many calls in flight are aborted when the loop ends early')
}
