import { getJson } from '@overlap/lesson-05'
import { firstGood } from '@overlap/lesson-07'
import { withTimeout } from '@overlap/lesson-08'
import { retry } from '@overlap/lesson-10'
import { simulate, type NetworkInput } from '@overlap/mock-server'
import { percentiles } from '@overlap/trace'
import { busy, network } from '../demo.ts'
import type { Work } from '../types.ts'
import { hedged } from './solution.ts'

type Load = (url: string) => Promise<unknown>

const get: Work<string, unknown> = (url, options) => getJson(url, options)

/** Ways to load something from a server that is sometimes slow. */
const ways: Readonly<Record<string, () => Load>> = {
  'one call': () => (url) => getJson(url),
  'both at once (lesson 07)': () => (url) => {
    const one = (options: { readonly signal: AbortSignal }) => getJson(url, options)
    return firstGood([one, one])
  },
  'timeout after 400 ms, retry': () => (url) =>
    retry(
      ({ signal, attempt }) =>
        // The last attempt may take as long as it needs.
        attempt > 1
          ? getJson(url, { signal })
          : withTimeout((inner) => getJson(url, inner), { timeoutMs: 400, signal }),
      { retries: 1, delayMs: 0 },
    ),
  'afterMs: 150 (the mean)': () => hedged(get, { afterMs: 150 }),
  "afterMs: 'p95'": () => hedged(get, { afterMs: 'p95' }),
  "afterMs: 'p95', maxExtra: 0.05": () => hedged(get, { afterMs: 'p95', maxExtra: 0.05 }),
}

/** What is compared: a network, and how many callers come, one every so many ms. */
export const settings: Readonly<
  Record<string, { network: NetworkInput; callers: number; everyMs: number }>
> = {
  'a server with a long tail': { network, callers: 2000, everyMs: 20 },
  'a busy server that is slow for a second': { network: busy, callers: 1000, everyMs: 12 },
}

/** What came of one way. */
export interface Row {
  readonly calls: number
  readonly 'mean, ms': number
  readonly 'p50, ms': number
  readonly 'p99, ms': number
}

/** Plays every way, with the same callers and the same network. */
export async function compare(setting: string): Promise<Record<string, Row>> {
  const { network, callers, everyMs } = settings[setting]!
  const table: Record<string, Row> = {}
  for (const [name, make] of Object.entries(ways)) {
    const tookMs: number[] = []
    const run = await simulate(
      network,
      async (api, time) => {
        const load = make()
        const come = async (i: number): Promise<void> => {
          await time.sleep(i * everyMs)
          const startMs = time.nowMs
          await load(api.url(`/products/${(i % 100) + 1}`))
          tookMs.push(time.nowMs - startMs)
        }
        await Promise.all(Array.from({ length: callers }, (_, i) => come(i)))
      },
      { heartbeatMs: 60_000, timerLimit: 1_000_000 },
    )
    const { p50, p99 } = percentiles(tookMs)
    const meanMs = Math.round(tookMs.reduce((sum, ms) => sum + ms, 0) / callers)
    table[name] = {
      calls: run.trace.calls.length,
      'mean, ms': meanMs,
      'p50, ms': p50,
      'p99, ms': p99,
    }
  }
  return table
}

if (import.meta.main) {
  for (const [name, { callers }] of Object.entries(settings)) {
    console.log(`\n${callers} callers, and ${name}:`)
    console.table(await compare(name))
  }
}
