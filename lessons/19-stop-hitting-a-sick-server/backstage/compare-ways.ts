import { getJson } from '@overlap/lesson-05'
import { withTimeout } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import { backoff } from '@overlap/lesson-11'
import { simulate } from '@overlap/mock-server'
import { network } from '../demo.ts'
import { circuitBreaker } from './solution.ts'

type Load = (url: string) => Promise<unknown>

/** A thousand products, one every 13 ms on average. */
const products = 1000
const everyMs = 13

const load: Load = (url) => withTimeout((options) => getJson(url, options), { timeoutMs: 400 })
const guarded = (): Load => circuitBreaker(load, { failures: 5, coolDownMs: 200 })
const retried = (fn: Load, random: () => number): Load => {
  const options = { retries: 3, delayMs: backoff({ baseMs: 100, maxMs: 800, random }) }
  return (url) => retry(() => fn(url), options)
}

/** Makes the ways to load a product. */
const ways: Record<string, (random: () => number) => Load> = {
  'no retry': () => load,
  'three retries': (random) => retried(load, random),
  'a breaker': guarded,
  'three retries around a breaker': (random) => retried(guarded(), random),
}

/** In the order of the table. */
const wayNames = Object.keys(ways)

/** What came of a way. */
interface Outcome {
  readonly calls: number
  readonly products: number
  /** How long callers waited who got no product: the median. */
  readonly failureMs: number
}

/** Plays a way on the network of a seed. All ways get the same arrivals and the same draws. */
async function playWay(name: string, seed: number): Promise<Outcome> {
  const waitsMs: number[] = []
  const run = await simulate(
    { ...network, seed },
    async (api, time) => {
      const random = randomOf(seed)
      const fn = ways[name]!(randomOf(seed + 100))
      let nextMs = 0
      const all = Array.from({ length: products }, async (_, i) => {
        nextMs += everyMs * (0.5 + random())
        await time.sleep(Math.round(nextMs))
        const startMs = time.nowMs
        await fn(api.url(`/products/${(i % 60) + 1}`)).catch(() =>
          waitsMs.push(time.nowMs - startMs),
        )
      })
      await Promise.all(all)
    },
    { heartbeatMs: 10_000 },
  )
  return {
    calls: run.trace.calls.length,
    products: run.trace.calls.filter(({ outcome }) => outcome === 'ok').length,
    failureMs: medianOf(waitsMs),
  }
}

/** The middle one of some numbers. */
function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

/** Random numbers that are the same in each run. */
function randomOf(seed: number): () => number {
  let state = seed * 7919 + 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** The table in the README: the median of what came of each way with some seeds. */
export async function compareWays(seeds: readonly number[]): Promise<Record<string, Outcome>> {
  const table: Record<string, Outcome> = {}
  for (const name of wayNames) {
    const outcomes: Outcome[] = []
    for (const seed of seeds) outcomes.push(await playWay(name, seed))
    table[name] = {
      calls: medianOf(outcomes.map(({ calls }) => calls)),
      products: medianOf(outcomes.map((outcome) => outcome.products)),
      failureMs: medianOf(outcomes.map(({ failureMs }) => failureMs)),
    }
  }
  return table
}

if (import.meta.main) {
  const seeds = Array.from({ length: Number(process.argv[2] ?? 1) }, (_, i) => i + 1)
  console.log(`${products} products, slow for a second, medians of the seeds ${seeds.join(', ')}:`)
  console.table(await compareWays(seeds))
}
