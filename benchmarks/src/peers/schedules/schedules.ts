import { simulate, type Latency } from '@overlap/mock-server'
import { bounds, facts } from '@overlap/trace'
import type { Pool } from '../pools/types.ts'

/** What decides the latencies, and how many calls may be in flight. */
export interface Work {
  readonly latency: Latency
  readonly seed?: number
  readonly calls?: number
  readonly limit?: number
}

/** What a pool made of the calls. Exact, in virtual time. */
export interface Schedule {
  readonly makespanMs: number
  readonly peak: number
}

/** How many calls there are, and how many of them may be in flight. */
export const standard = { calls: 200, limit: 10 }

/** Makes the calls through a pool. Each pool meets the same latencies, because they depend on the path only. */
export async function schedule(pool: Pool, work: Work): Promise<Schedule> {
  const { trace, counters } = await run(pool, work)
  return { makespanMs: facts(trace).makespanMs, peak: counters.peakInFlight }
}

/** The least makespan that any schedule could have: max(sum ÷ limit, slowest). */
export async function bound(work: Work): Promise<number> {
  const { limit = standard.limit } = work
  const { trace } = await run(atOnce, work)
  const latenciesMs = trace.calls.map(({ sentMs, endMs = sentMs }) => endMs - sentMs)
  return bounds(latenciesMs, { limit }).poolMs!
}

const atOnce: Pick<Pool, 'map'> = {
  map: (items, task) => Promise.all(Array.from(items, (item) => task(item))),
}

function run(
  { map }: Pick<Pool, 'map'>,
  { latency, seed = 1, calls = standard.calls, limit = standard.limit }: Work,
): ReturnType<typeof simulate> {
  const ids = Array.from({ length: calls }, (_, i) => i + 1)
  return simulate({ seed, latency }, (api) =>
    map(ids, async (id: number) => (await fetch(api.url(`/products/${id}`))).text(), { limit }),
  )
}
