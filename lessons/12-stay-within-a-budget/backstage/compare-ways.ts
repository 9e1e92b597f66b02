import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import { backoff, type DelayMs } from '@overlap/lesson-11'
import { simulate, type NetworkInput } from '@overlap/mock-server'
import { network } from '../demo.ts'
import { loadJson } from './load-json.ts'
import { keepTrying, retryBudget } from './solution.ts'

/** Loads a product, once in each way. */
type Load = (url: string) => Promise<unknown>

/** 200 products, one every 15 ms on average. */
const products = 200
const everyMs = 15

const retries = 3

/** Makes the ways to load products: what is made once is shared by all of them. */
const ways: Record<string, (random: () => number) => Load> = {
  'no retry': () => (url) => getJson(url),

  'three retries': () => (url) => retry((options) => getJson(url, options), { retries }),

  'backoff and jitter': (random) => {
    const delayMs = waits(random)
    return (url) => retry((options) => getJson(url, options), { retries, delayMs })
  },

  'a budget': (random) => {
    const options = { retries, delayMs: waits(random), budget: retryBudget() }
    return (url) => keepTrying((inner) => getJson(url, inner), { ...options, deadlineMs: Infinity })
  },

  'and a deadline': (random) => {
    const options = { retries, delayMs: waits(random), budget: retryBudget() }
    return (url) =>
      keepTrying((inner) => getJson(url, inner), { ...options, deadlineMs: inOneSecond() })
  },

  'and a timeout': (random) => {
    const options = {
      retries,
      delayMs: waits(random),
      budget: retryBudget(),
      attemptTimeoutMs: 300,
    }
    return (url) => loadJson(url, { ...options, deadlineMs: inOneSecond() })
  },
}

const waits = (random: () => number): DelayMs => backoff({ baseMs: 100, maxMs: 800, random })
const inOneSecond = (): number => performance.now() + 1000

/** What came of one way on one network. */
export interface Outcome {
  readonly calls: number
  /** How many of the calls were answered with 503. */
  readonly refused: number
  readonly arrived: number
  /** Of the products requested after the outage: how many there were, and how many arrived. */
  readonly after: { readonly asked: number; readonly arrived: number }
  /** How long the slowest caller waited for a product or for its error. */
  readonly slowestMs: number
}

/** The names of the ways, in the order of the table. */
export const wayNames = Object.keys(ways)

/** Plays a way on the networks of some seeds. Each way gets the same arrivals and the same draws. */
export async function playWay(name: string, outageMs: number, seeds: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (let seed = 1; seed <= seeds; seed += 1) {
    const load = ways[name]?.(randomOf(seed))
    if (load) outcomes.push(await playOne(load, outageMs, seed))
  }
  return outcomes
}

async function playOne(load: Load, outageMs: number, seed: number): Promise<Outcome> {
  const toMs = 500 + outageMs
  const down = [{ kind: 'status', status: 503 } as const]
  const seeded: NetworkInput = {
    ...network,
    seed,
    failures: [...(network.failures ?? []), { kind: 'hang', probability: 0.01 }],
    timeline: [{ fromMs: 500, toMs, failures: down }],
  }
  const ends: { readonly askedMs: number; readonly endMs: number; readonly arrived: boolean }[] = []
  const run = await simulate(
    seeded,
    async (api, time) => {
      const random = randomOf(seed + 1000)
      let nextMs = 0
      const all = Array.from({ length: products }, async (_, i) => {
        nextMs += everyMs * (0.5 + random())
        const askedMs = Math.round(nextMs)
        await time.sleep(askedMs)
        const end = load(api.url(`/products/${(i % 60) + 1}`))
        const arrived = await end.then(
          () => true,
          () => false,
        )
        ends.push({ askedMs, endMs: time.nowMs, arrived })
      })
      await Promise.all(all)
    },
    { heartbeatMs: 10_000 },
  )
  const after = ends.filter(({ askedMs }) => askedMs >= toMs)
  const arrivedOf = (list: typeof ends): number => list.filter(({ arrived }) => arrived).length
  return {
    calls: run.trace.calls.length,
    refused: run.trace.calls.filter(({ status }) => status === 503).length,
    arrived: arrivedOf(ends),
    after: { asked: after.length, arrived: arrivedOf(after) },
    slowestMs: Math.max(...ends.map(({ askedMs, endMs }) => endMs - askedMs)),
  }
}

/** The median of what was counted for each way: a row for the table in the README. */
export function mediansOf(outcomes: Record<string, Outcome[]>): Record<string, Row> {
  const rows = Object.entries(outcomes).map(([name, list]) => {
    const median = (count: (outcome: Outcome) => number): number =>
      list.map(count).toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
    const row: Row = {
      calls: median(({ calls }) => calls),
      refused: median(({ refused }) => refused),
      arrived: median(({ arrived }) => arrived),
      'slowest, ms': median(({ slowestMs }) => slowestMs),
    }
    return [name, row] as const
  })
  return Object.fromEntries(rows)
}

interface Row {
  readonly calls: number
  readonly refused: number
  readonly arrived: number
  readonly 'slowest, ms': number
}

/** Random numbers that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed * 7919 + 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

if (import.meta.main) {
  const seeds = Number(process.argv[2] ?? 5)
  for (const outageMs of [1000, 200]) {
    console.log(`\n200 products, an outage of ${outageMs} ms, medians of ${seeds} seeds:`)
    const outcomes: Record<string, Outcome[]> = {}
    for (const name of wayNames) outcomes[name] = await playWay(name, outageMs, seeds)
    console.table(mediansOf(outcomes))
  }
}
