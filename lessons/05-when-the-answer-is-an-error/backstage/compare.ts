import { simulate, type Fault } from '@overlap/mock-server'
import ky from 'ky'
import { getJson } from './solution.ts'

interface Case {
  readonly fault?: Fault
  /** Replaces the URL. */
  readonly url?: string
  /** Aborts the call with `'the user left'` at this moment. */
  readonly abortMs?: number
}

const cases: Record<string, Case> = {
  'status 503': { fault: { kind: 'status', status: 503 } },
  refused: { fault: { kind: 'refused' } },
  'reset in the body': { fault: { kind: 'reset-body' } },
  'not JSON': { fault: { kind: 'garbage' } },
  aborted: { fault: { kind: 'hang' }, abortMs: 50 },
  'blocked port': { url: 'http://shop.test:6666/' },
}

const ways: Record<string, (url: string, signal: AbortSignal) => Promise<unknown>> = {
  'fetch + json()': async (url, signal) => (await fetch(url, { signal })).json(),
  ky: (url, signal) => ky(url, { signal, retry: 0 }).json(),
  getJson: (url, signal) => getJson(url, { signal }),
}

/** What each way of getting JSON throws, by what went wrong. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, { fault, url, abortMs }] of Object.entries(cases)) {
    const row: Record<string, string> = {}
    for (const [way, load] of Object.entries(ways)) {
      const controller = new AbortController()
      const network = { latency: 100, failures: fault ? [fault] : [] }
      const run = await simulate(network, (api, time) => {
        if (abortMs) void time.sleep(abortMs).then(() => controller.abort('the user left'))
        return load(url ?? api.url('/products/3'), controller.signal)
      })
      row[way] = run.outcome === 'rejected' ? nameOf(run.reason) : 'no error'
    }
    table[name] = row
  }
  return table
}

function nameOf(reason: unknown): string {
  return reason instanceof Error ? reason.name : String(reason)
}

if (import.meta.main) console.table(await compare())
