import { simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import { bounds, facts } from '@overlap/trace'
import pLimit from 'p-limit'
import pMap from 'p-map'
import { createLimit, mapPool } from './solution.ts'

const concurrency = 10
const ids = Array.from({ length: 200 }, (_, i) => i + 1)

type Load = (id: number) => Promise<unknown>
type Way = (load: Load) => Promise<unknown>

const ways: Record<string, Way> = {
  batches: async (load) => {
    for (let from = 0; from < ids.length; from += concurrency) {
      await Promise.all(ids.slice(from, from + concurrency).map(load))
    }
  },
  'p-limit': (load) => {
    const limit = pLimit(concurrency)
    return Promise.all(ids.map((id) => limit(load, id)))
  },
  'p-map': (load) => pMap(ids, load, { concurrency }),
  mapPool: (load) => mapPool(ids, load, { limit: concurrency }),
}

/** σ = 1: the median is 100 ms, and one call in a hundred takes more than 1,024 ms. */
const network: NetworkInput = { latency: { lognormal: { median: 100, p99: 1024 } } }

/** The same 200 calls with ten slots: how long they take, and what happens when the third one fails. */
export async function compareWays(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const calm = await simulate(network, (api) => way(loadOf(api)))
    const failing = await simulate(
      { ...network, routes: { '/products/3': { failures: [{ kind: 'refused' }] } } },
      (api) => way(loadOf(api)),
      { leaves: ['call'] },
    )
    const { makespanMs } = facts(calm.trace)
    const bestMs = bounds(
      calm.trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs),
      { limit: concurrency },
    ).poolMs
    const after = failing.trace.calls.filter(({ sentMs }) => sentMs > failing.settledMs)
    table[name] = {
      makespan: `${Math.round(makespanMs)} ms`,
      'lower bound': `${Math.round(bestMs ?? 0)} ms`,
      'started after the error': String(after.length),
    }
  }
  return table
}

function loadOf(api: MockApi): Load {
  return async (id) => (await fetch(api.url(`/products/${id}`))).text()
}

type Limiter = (fn: () => Promise<unknown>) => Promise<unknown>

/** A call that holds a slot awaits another call of the same limit. */
export function nested(
  makeLimit: (limit: number) => Limiter,
  slots: number,
): Promise<Run<unknown>> {
  return simulate({ latency: 100 }, (api) => {
    const limit = makeLimit(slots)
    const load = loadOf(api)
    const page = (id: number): Promise<unknown> =>
      limit(async () => {
        await load(id)
        return limit(() => load(id + 10))
      })
    return Promise.all([page(1), page(2)])
  })
}

/** How such calls end with two slots, which both pages hold, and with three. */
export async function compareNested(): Promise<Record<string, Record<string, string>>> {
  const limits = { 'p-limit': pLimit, createLimit }
  const table: Record<string, Record<string, string>> = {}
  for (const [name, makeLimit] of Object.entries(limits)) {
    const two = await nested(makeLimit, 2)
    const three = await nested(makeLimit, 3)
    table[name] = {
      'two slots': two.outcome,
      'three slots': `${three.outcome} at ${three.settledMs} ms`,
    }
  }
  return table
}

if (import.meta.main) {
  console.table(await compareWays())
  console.log('Two calls that await another call of the same limit:')
  console.table(await compareNested())
}
