import { mapPool } from '@overlap/lesson-13'
import { simulate, type Latency } from '@overlap/mock-server'
import { bounds, facts } from '@overlap/trace'
import pMap from 'p-map'

type Load = (id: number) => Promise<unknown>

/** What a way of scheduling gets: the calls to make, and how long each of them takes, which only one may know. */
interface Work {
  readonly ids: readonly number[]
  readonly load: Load
  readonly limit: number
  readonly latencyMs: ReadonlyMap<number, number>
}

/** Ways to make the calls with at most `limit` of them in flight. */
export const ways: Readonly<Record<string, (work: Work) => Promise<unknown>>> = {
  async batches({ ids, load, limit }) {
    for (let from = 0; from < ids.length; from += limit) {
      await Promise.all(ids.slice(from, from + limit).map(load))
    }
  },
  'p-map': ({ ids, load, limit }) => pMap(ids, load, { concurrency: limit }),
  mapPool: ({ ids, load, limit }) => mapPool(ids, load, { limit }),
  'mapPool, longest first': ({ ids, load, limit, latencyMs }) =>
    mapPool(
      ids.toSorted((a, b) => latencyMs.get(b)! - latencyMs.get(a)!),
      load,
      { limit },
    ),
}

/** The makespan of each way, and the lower bound for any of them. All exact, in virtual time. */
export interface Schedules {
  readonly boundMs: number
  readonly makespanMs: Readonly<Record<string, number>>
}

/** What decides the latencies. */
export interface Task {
  readonly latency: Latency
  readonly seed?: number
  readonly calls?: number
  readonly limit?: number
}

/** Makes the same calls in every way. Each meets the same latencies, because they depend on the path only. */
export async function schedule({
  latency,
  seed = 1,
  calls = 200,
  limit = 10,
}: Task): Promise<Schedules> {
  const ids = Array.from({ length: calls }, (_, i) => i + 1)
  const run = (way: (load: Load) => Promise<unknown>): ReturnType<typeof simulate> =>
    simulate({ seed, latency }, (api) =>
      way(async (id) => (await fetch(api.url(`/products/${id}`))).text()),
    )
  const all = await run((load) => Promise.all(ids.map(load)))
  const latencyMs = new Map(
    all.trace.calls.map(({ sentMs, endMs = sentMs }, i) => [ids[i]!, endMs - sentMs]),
  )
  const makespanMs: Record<string, number> = {}
  for (const [name, way] of Object.entries(ways)) {
    const { trace } = await run((load) => way({ ids, load, limit, latencyMs }))
    makespanMs[name] = facts(trace).makespanMs
  }
  return { boundMs: bounds([...latencyMs.values()], { limit }).poolMs!, makespanMs }
}
