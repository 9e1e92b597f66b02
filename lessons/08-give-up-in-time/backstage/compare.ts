import { simulate, type NetworkInput, type Run } from '@overlap/mock-server'
import ky from 'ky'
import pTimeout from 'p-timeout'
import { withTimeout } from './solution.ts'

const thirtyDaysMs = 30 * 24 * 60 * 60 * 1000

const cases: Record<string, { network: NetworkInput; timeoutMs: number }> = {
  'no headers': { network: { failures: [{ kind: 'hang' }] }, timeoutMs: 300 },
  // The headers come after 100 ms, and then a byte every 10 s.
  'no body': {
    network: { latency: 100, bandwidth: { bytesPerSecond: 0.1, chunkBytes: 1 } },
    timeoutMs: 300,
  },
  'timeout of 30 days': { network: { latency: 100 }, timeoutMs: thirtyDaysMs },
}

type Way = (url: string, ms: number) => Promise<unknown>

const getJson = async (url: string, signal: AbortSignal | null = null): Promise<unknown> =>
  (await fetch(url, { signal })).json()

const ways: Record<string, Way> = {
  'p-timeout': (url, ms) => pTimeout(getJson(url), { milliseconds: ms }),
  'p-timeout with cancel': (url, ms) => {
    const controller = new AbortController()
    const cancel = (): void => controller.abort()
    return pTimeout(Object.assign(getJson(url, controller.signal), { cancel }), {
      milliseconds: ms,
    })
  },
  'a timer until fetch resolves': async (url, ms) => {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), ms)
    const response = await fetch(url, { signal: controller.signal })
    clearTimeout(timer)
    return response.json()
  },
  'await ky(url).json()': (url, ms) => ky(url, { timeout: ms, retry: 0 }).json(),
  '(await ky(url)).json()': async (url, ms) => {
    const response = await ky(url, { timeout: ms, retry: 0 })
    return response.json()
  },
  'ky, totalTimeout': (url, ms) => ky(url, { totalTimeout: ms, retry: 0 }).json(),
  'ky, totalTimeout, (await ky(url)).json()': async (url, ms) => {
    const response = await ky(url, { totalTimeout: ms, retry: 0 })
    return response.json()
  },
  'AbortSignal.timeout': (url, ms) => getJson(url, AbortSignal.timeout(ms)),
  withTimeout: (url, ms) => withTimeout(({ signal }) => getJson(url, signal), { timeoutMs: ms }),
}

/** When each way of setting a timeout ends the waiting, and whether the call then runs on. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    const row: Record<string, string> = {}
    for (const [what, { network, timeoutMs }] of Object.entries(cases)) {
      const run = await simulate(network, (api) => way(api.url('/products/3'), timeoutMs))
      row[what] = ending(run)
    }
    table[name] = row
  }
  return table
}

function ending({ outcome, reason, settledMs, trace }: Run<unknown>): string {
  if (outcome === 'never-settles') return 'never'
  if (outcome === 'fulfilled') return 'the answer'
  if (reason instanceof RangeError) return reason.name
  return `${settledMs} ms, ${trace.calls[0]?.outcome === 'aborted' ? 'aborted' : 'runs on'}`
}

if (import.meta.main) console.table(await compare())
